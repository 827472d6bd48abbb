package dev.maos.redis.faults;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.redis.faults.ConsumerJob.Trouble;
import dev.maos.redis.faults.Trial.Crew;
import dev.maos.testkit.Seed;
import dev.maos.testkit.history.Anomaly;
import dev.maos.testkit.history.HistoryLog;
import dev.maos.testkit.history.Judge;
import dev.maos.testkit.history.Rules;
import dev.maos.testkit.history.Step;
import dev.maos.testkit.history.Step.Disturbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Two consumers, a publisher and a fault that strikes again and again; then everything heals, comes
 * to rest and is judged.
 *
 * <p>The publisher waits before each part of its work, so that every stroke meets traffic. Not
 * thread-safe.
 */
final class FaultRun implements AutoCloseable {
  private static final int WORK_MICROS = 200;
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final TimeSource time = TimeSource.system();
  private final List<Worker> consumers = new ArrayList<>();
  private final Trial trial;
  private final Stage stage;
  private final Opening opening;
  private final Size size;
  private final Seed seed;
  private final Path folder;
  private final RandomGenerator random;
  private final HistoryLog log;
  private int incarnations;
  private int strokes;

  FaultRun(Trial trial, Stage stage, Opening opening, Size size, Seed seed, Path folder) {
    this.trial = trial;
    this.stage = stage;
    this.opening = opening;
    this.size = size;
    this.seed = seed;
    this.folder = folder;
    this.random = seed.random();
    this.log = HistoryLog.open(folder.resolve("run.log"));
  }

  Report run() throws InterruptedException {
    long start = time.nanos();
    try (var observer = new Observer(opening.open(stage.observerUri()))) {
      consumers.add(consumer(Traffic.BOB));
      consumers.add(consumer(Traffic.CAROL));
      consumers.forEach(Worker::awaitReady);
      var answered = publishThroughFaults();
      var rest = answered && observer.awaitRest(Duration.ofSeconds(size.restSeconds()));
      consumers.forEach(Worker::close);
      observer.steps().forEach(log::append);
      var verdict = new Judge(rules()).judge(steps());
      var took = Duration.ofNanos(time.nanos() - start);
      return new Report(trial.name(), strokes, verdict, rest, seed, took);
    }
  }

  /** Whether each message was answered. */
  private boolean publishThroughFaults() throws InterruptedException {
    try (var publisher = publisher()) {
      publisher.awaitReady();
      for (int i = 0; i < size.injections(); i++) {
        publisher.go();
        trial.injection().strike(this);
        strokes++;
      }
      publisher.go();
      return publisher.awaitEnd();
    }
  }

  private Rules rules() {
    return Rules.defaults()
        .maxDepth(Publishing.MAX_DEPTH)
        .lease(Duration.ofMillis(size.leaseMillis()))
        .skew(Duration.ofMillis(500))
        .forgiving(trial.forgiven().toArray(new Anomaly[0]));
  }

  // What a fault may do.

  Stage stage() {
    return stage;
  }

  RandomGenerator random() {
    return random;
  }

  /** Whether this is the first stroke. */
  boolean isFirst() {
    return strokes == 0;
  }

  /** Whether this is the last stroke. */
  boolean isLast() {
    return strokes == size.injections() - 1;
  }

  /** A consumer that runs as a process. */
  Child child(int index) {
    return (Child) consumers.get(index);
  }

  /** Ends a consumer in good order and starts another in its place. */
  void restart(int index) {
    consumers.get(index).close();
    start(index, Trouble.NONE);
  }

  /** Starts another process in the place of one that is dead, and notes the death. */
  void replace(int index, Trouble trouble) {
    var dead = consumers.get(index);
    log.append(new Disturbed(time.micros(), Long.MAX_VALUE, dead.process()));
    dead.close();
    start(index, trouble);
  }

  private void start(int index, Trouble trouble) {
    var next = consumer(index == 0 ? Traffic.BOB : Traffic.CAROL, trouble);
    consumers.set(index, next);
    next.awaitReady();
  }

  /** How long a lease lasts. */
  Duration lease() {
    return Duration.ofMillis(size.leaseMillis());
  }

  /** Does something to a consumer that may cost it its leases. */
  void disturbing(int index, Runnable what) {
    disturbing(List.of(consumers.get(index)), what);
  }

  /** Does something that may cost all consumers their leases. */
  void disturbingAll(Runnable what) {
    disturbing(consumers, what);
  }

  private void disturbing(List<Worker> whom, Runnable what) {
    var names = whom.stream().map(Worker::process).toList();
    long from = time.micros();
    what.run();
    long until = time.micros();
    names.forEach(name -> log.append(new Disturbed(from, until, name)));
  }

  /** Waits until consumers have written so many more lines, about. */
  void awaitCalls(int calls) {
    long before = written();
    awaitTrue(() -> written() - before > calls * 200L);
  }

  /** Waits a while, in which the fault lasts. */
  void last(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it holds. */
  void awaitTrue(BooleanSupplier holds) {
    long end = time.nanos() + BOUND.toNanos();
    while (!holds.getAsBoolean()) {
      if (time.nanos() > end) {
        throw new AssertionError("what the fault waits for does not come, " + seed);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  // Its workers.

  private Worker consumer(AgentId agent) {
    return consumer(agent, agent.equals(Traffic.BOB) ? trial.trouble() : Trouble.NONE);
  }

  private Worker consumer(AgentId agent, Trouble trouble) {
    var process = agent.value() + "-" + ++incarnations;
    var job =
        new ConsumerJob(
            stage.uri(),
            folder.resolve(process + ".log"),
            process,
            agent,
            trial.acknowledgement(),
            size.leaseMillis(),
            WORK_MICROS,
            trouble,
            20 + random.nextInt(60));
    return trial.crew() == Crew.CHILDREN ? Child.consumer(job) : Inside.consumer(job, opening);
  }

  private Worker publisher() {
    var job =
        new PublisherJob(
            stage.uri(),
            folder.resolve("alice.log"),
            AgentId.of("alice"),
            size.messages(),
            size.injections() + 1,
            size.paceMicros(),
            trial.mix(),
            random.nextLong());
    return trial.crew() == Crew.CHILDREN ? Child.publisher(job) : Inside.publisher(job, opening);
  }

  private List<Step> steps() {
    return logs().stream().map(HistoryLog::read).flatMap(List::stream).toList();
  }

  private long written() {
    return logs().stream()
        .filter(file -> !file.endsWith("alice.log") && !file.endsWith("run.log"))
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  private List<Path> logs() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumers.forEach(Worker::close);
    log.close();
  }
}
