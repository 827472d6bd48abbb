package dev.maos.redis.faults;

import dev.maos.Maos;
import dev.maos.testkit.history.HistoryLog;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A worker in this JVM, for faults that do not concern processes. */
final class Inside implements Worker {
  private static final int BOUND_SECONDS = 600;

  private final String process;
  private final HistoryLog log;
  private final Maos maos;
  private final Optional<Hiccups> hiccups;
  private final Semaphore parts = new Semaphore(0);
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private Inside(String process, HistoryLog log, Maos maos, Optional<Hiccups> hiccups) {
    this.process = process;
    this.log = log;
    this.maos = maos;
    this.hiccups = hiccups;
  }

  static Inside consumer(ConsumerJob job, Opening opening) {
    var log = HistoryLog.open(job.log());
    var hiccups = Hiccups.watching(log, job);
    var worker = new Inside(job.process(), log, opening.open(job.uri()), Optional.of(hiccups));
    Consuming.on(worker.maos.bus(), worker.log, job);
    return worker;
  }

  static Inside publisher(PublisherJob job, Opening opening) {
    var name = job.sender().value();
    var log = HistoryLog.open(job.log());
    var worker = new Inside(name, log, opening.open(job.uri()), Optional.empty());
    Thread.ofVirtual().start(() -> worker.publish(job));
    return worker;
  }

  private void publish(PublisherJob job) {
    try {
      end.complete(new Publishing(maos.bus(), log, job).run(parts::acquire));
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  @Override
  public String process() {
    return process;
  }

  @Override
  public void go() {
    parts.release();
  }

  @Override
  public void awaitReady() {
    // It was ready when it was made.
  }

  @Override
  public boolean awaitEnd() {
    try {
      return end.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(process + " does not come to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + process, e);
    }
  }

  @Override
  public void close() {
    maos.close();
    hiccups.ifPresent(Hiccups::close);
    log.close();
  }
}
