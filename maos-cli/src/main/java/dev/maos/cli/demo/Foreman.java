package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.cli.demo.WorkReport.Began;
import dev.maos.cli.demo.WorkReport.Finished;
import dev.maos.cli.demo.WorkReport.Ready;
import dev.maos.cli.demo.WorkReport.Stopped;
import dev.maos.message.Delivery;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageId;
import dev.maos.message.MessageSubscription;
import dev.maos.message.SubscriptionOptions;
import dev.maos.registry.AgentRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The agent that has the work done by workers in processes of their own: starts them, enters what
 * they report into the books, and kills the one that has stopped over its work. Thread-safe.
 */
final class Foreman implements Staff, MessageHandler {
  static final AgentId ID = AgentId.of("foreman");

  private static final Duration START = Duration.ofSeconds(60);

  private final AgentRegistry registry;
  private final Workshop workshop;
  private final int workers;
  private final Books books;
  private final TimeSource time;
  private final Consumer<? super DemoEvent> watcher;
  private final MessageSubscription reports;

  private final Signal changed = new Signal();
  private final Map<Integer, Ready> ready = new ConcurrentHashMap<>();
  private final Map<Integer, Stopped> condemned = new ConcurrentHashMap<>();
  private final Set<Integer> gone = ConcurrentHashMap.newKeySet();
  private final Set<Work> begun = ConcurrentHashMap.newKeySet();
  private final Set<Work> reselected = ConcurrentHashMap.newKeySet();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicLong redelivered = new AtomicLong();
  private volatile Optional<String> trouble = Optional.empty();
  private volatile long killedAt;
  private volatile boolean closing;

  /** What reviewers have in their hands: a file, for the review of one discipline. */
  private record Work(String discipline, String file) {}

  /**
   * A foreman.
   *
   * @param lease how long the bus waits for it, should what it took be lost on the way
   */
  Foreman(
      Maos maos,
      Duration lease,
      Workshop workshop,
      int workers,
      Books books,
      TimeSource time,
      Consumer<? super DemoEvent> watcher) {
    this.registry = maos.registry();
    this.workshop = workshop;
    this.workers = workers;
    this.books = books;
    this.time = time;
    this.watcher = watcher;
    this.reports =
        maos.bus()
            .subscribe(
                ID,
                TopicPattern.exactly(WorkReport.TOPIC),
                SubscriptionOptions.defaults().lease(lease),
                this);
  }

  /**
   * Starts the workers and waits until they are ready, and can be chosen.
   *
   * @throws IOException if one of them ends before that, or takes too long
   */
  @Override
  public void start() throws IOException, InterruptedException {
    for (int i = 1; i <= workers; i++) {
      int worker = i;
      workshop.start(worker, lastWords -> ended(worker, lastWords));
    }
    changed.await(() -> ready.size() == workers || trouble.isPresent(), START, time);
    if (ready.size() < workers) {
      throw new IOException(
          trouble.orElse(
              "only %d of %d processes were ready after %d s"
                  .formatted(ready.size(), workers, START.toSeconds())));
    }
    // Their registrations come to this process by another way than their reports. Whoever does
    // not can be chosen later.
    registry.await(Post.anybody(), workers * Discipline.values().length, START);
  }

  /** A report. */
  @Override
  public void handle(Delivery delivery) {
    switch (WorkReport.read(delivery.message())) {
      case Ready report -> isReady(report);
      case Began report -> began(report);
      case Stopped report -> stopped(report);
      case Finished report -> finished(report);
    }
  }

  private void isReady(Ready report) {
    if (ready.putIfAbsent(report.worker(), report) == null) {
      watcher.accept(new DemoEvent.Ready(report.worker(), report.pid()));
      changed.raise();
    }
  }

  private void began(Began report) {
    boolean isFirst = begun.add(work(report));
    if (report.attempt() > 1) {
      // On a machine that stood still a lease ends although nobody died.
      watcher.accept(new DemoEvent.Repeated(report.reviewer(), report.file(), report.attempt()));
    } else if (report.predecessor().isPresent()) {
      takenOver(report, report.predecessor().get(), isFirst);
    }
  }

  private void takenOver(Began report, String predecessor, boolean isFirst) {
    reselected.add(work(report));
    int worker = Integer.parseInt(predecessor.substring(predecessor.lastIndexOf('-') + 1));
    boolean isKilled = condemned.containsKey(worker);
    // Else it was only thought to be gone, and may be at it still.
    if (!isFirst && (isKilled || gone.contains(worker))) {
      redelivered.incrementAndGet();
    }
    watcher.accept(
        isKilled
            ? new DemoEvent.CameBack(report.reviewer(), report.file(), predecessor, sinceKill())
            : new DemoEvent.TakenOver(report.reviewer(), report.file(), predecessor));
  }

  // Reviewers are named after their discipline, with the number of their worker.
  private static Work work(Began report) {
    var name = report.reviewer();
    return new Work(name.substring(0, name.lastIndexOf('-')), report.file());
  }

  private Duration sinceKill() {
    return Duration.ofNanos(time.nanos() - killedAt);
  }

  private void stopped(Stopped report) {
    if (condemned.isEmpty()) {
      killedAt = time.nanos();
      condemned.put(report.worker(), report);
      workshop.kill(report.worker());
    }
  }

  /** Whether somebody was killed, or is about to be. */
  boolean hasKilled() {
    return !condemned.isEmpty();
  }

  private void finished(Finished report) {
    books.sent(MessageId.parse(report.answer()));
    books.handled(MessageId.parse(report.command()));
  }

  private void ended(int worker, String lastWords) {
    var stopped = condemned.get(worker);
    if (stopped != null) {
      kills.incrementAndGet();
      watcher.accept(
          new DemoEvent.Killed(worker, pid(worker), stopped.file(), stopped.moment().words()));
    } else if (!closing) {
      gone.add(worker);
      trouble = Optional.of("process %d has ended: %s".formatted(worker, lastWords));
      watcher.accept(new DemoEvent.Ended(worker, lastWords));
      changed.raise();
    }
  }

  private long pid(int worker) {
    return Optional.ofNullable(ready.get(worker)).map(Ready::pid).orElse(0L);
  }

  @Override
  public int crashes() {
    return 0;
  }

  @Override
  public int kills() {
    return kills.get();
  }

  @Override
  public long redelivered() {
    return redelivered.get();
  }

  @Override
  public int reselected() {
    return reselected.size();
  }

  @Override
  public List<String> names() {
    return IntStream.rangeClosed(1, workers)
        .boxed()
        .flatMap(worker ->
            Arrays.stream(Discipline.values()).map(each -> Worker.reviewer(each, worker).value()))
        .sorted()
        .toList();
  }

  @Override
  public void dismiss() {
    closing = true;
    workshop.close();
  }

  @Override
  public void close() {
    dismiss();
    reports.cancel();
  }
}
