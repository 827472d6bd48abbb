package dev.maos.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.HdrHistogram.Recorder;

/**
 * Something that is done again and again.
 *
 * @param rounds how many rounds count
 * @param round how long each takes
 * @param atOnce how many do it at the same time, each one time after the other
 * @param server which one works for it
 */
record Repetition(int rounds, Duration round, int atOnce, Server server) {
  private static final int DIGITS = 3;

  /** Done one time after the other. */
  Repetition(int rounds, Duration round, Server server) {
    this(rounds, round, 1, server);
  }

  /** Something that is measured; returns how often it was done. */
  @FunctionalInterface
  interface Work {
    long run() throws InterruptedException;
  }

  /** Does it once, and tells what it cost this process and the server. */
  Round measure(Work work) throws InterruptedException {
    var before = server.cpuNanos();
    var meter = Meter.start();
    var measured = meter.stop(work.run());
    return before.isPresent()
        ? measured.servedWith(server.cpuNanos().orElseThrow() - before.getAsLong())
        : measured;
  }

  /** Does it again and again for the length of a round, and notes how long each time took. */
  private Round repeat(Work work, Recorder nanos) throws InterruptedException {
    return measure(() -> {
      long end = System.nanoTime() + round.toNanos();
      return atOnce == 1 ? until(end, work, nanos) : together(end, work, nanos);
    });
  }

  private static long until(long end, Work work, Recorder nanos) throws InterruptedException {
    long done = 0;
    while (System.nanoTime() - end < 0) {
      long start = System.nanoTime();
      done += work.run();
      nanos.recordValue(System.nanoTime() - start);
    }
    return done;
  }

  private long together(long end, Work work, Recorder nanos) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = Collections.nCopies(atOnce, (Callable<Long>) () -> until(end, work, nanos));
      long done = 0;
      for (var each : threads.invokeAll(all)) {
        done += each.get();
      }
      return done;
    } catch (ExecutionException e) {
      throw new BenchFailedException(String.valueOf(e.getCause()), e);
    }
  }

  /** A row of all rounds of it, after one that does not count. */
  BenchRow row(String scenario, Work work) throws InterruptedException {
    var measured = new Rounds();
    var latencies = new Latencies();
    var nanos = new Recorder(DIGITS);
    repeat(work, nanos);
    for (int i = 0; i < rounds; i++) {
      nanos.reset();
      measured.add(repeat(work, nanos));
      latencies.add(nanos.getIntervalHistogram());
    }
    return BenchRow.of(scenario, RegistryBench.SYSTEM, measured, latencies);
  }
}
