package dev.maos.bench;

import dev.maos.Maos;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A load test: many agents send messages to one another for some time, as fast as they arrive, and
 * each message is looked for. It tells what was lost or doubled instead of failing.
 */
public final class LoadTest {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int MOST_STEPS = 60;
  private static final long LOOK_NANOS = 5_000_000;

  private final LoadOptions options;
  private final Server server;
  private final Consumer<String> progress;

  private LoadTest(LoadOptions options, Server server, Consumer<String> progress) {
    this.options = options;
    this.server = server;
    this.progress = progress;
  }

  /**
   * Runs it over the backend that the URI names, with default options of the bus.
   *
   * @param progress told how far it is, a line at a time, on the calling thread
   */
  public static LoadReport run(String uri, LoadOptions options, Consumer<String> progress)
      throws InterruptedException {
    return run(uri, options, Server.none(), progress);
  }

  /** The same, with a look at the server that keeps the messages; it is left open. */
  public static LoadReport run(
      String uri, LoadOptions options, Server server, Consumer<String> progress)
      throws InterruptedException {
    try (var maos = Maos.open(uri)) {
      return run(maos, options, server, progress);
    }
  }

  /** Over what is open, which is closed in the end: what arrives until then counts. */
  static LoadReport run(Maos maos, LoadOptions options, Server server, Consumer<String> progress)
      throws InterruptedException {
    return new LoadTest(options, server, progress).run(maos);
  }

  private LoadReport run(Maos maos) throws InterruptedException {
    var crowd = new LoadCrowd(maos, options);
    progress.accept("%,d agents subscribe".formatted(options.agents()));
    crowd.subscribe();
    var served = server.cpuNanos();
    var meter = Meter.start();
    long start = System.nanoTime();
    var senders = crowd.sendUntil(start + options.duration().toNanos());
    try {
      watch(crowd, senders, start);
    } catch (InterruptedException e) {
      senders.forEach(Thread::interrupt);
      throw e;
    }
    awaitArrival(crowd);
    var round = meter.stop(Math.max(1, crowd.received()));
    var used = used(served, round);
    maos.close();
    return report(crowd, round, used);
  }

  private void watch(LoadCrowd crowd, List<Thread> senders, long start)
      throws InterruptedException {
    var step = options.duration().dividedBy(MOST_STEPS);
    var pause = step.compareTo(STEP) < 0 ? STEP : step;
    for (var sender : senders) {
      while (!sender.join(pause)) {
        progress.accept(
            "%d s of %d s: %,d sent, %,d received"
                .formatted(
                    (System.nanoTime() - start) / 1_000_000_000,
                    options.duration().toSeconds(),
                    crowd.accepted(),
                    crowd.received()));
      }
    }
  }

  private void awaitArrival(LoadCrowd crowd) throws InterruptedException {
    long seen = crowd.received();
    long since = System.nanoTime();
    while (crowd.received() < crowd.accepted()
        && System.nanoTime() - since < options.patience().toNanos()) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long received = crowd.received();
      since = received == seen ? since : System.nanoTime();
      seen = received;
    }
  }

  private @Nullable Double used(OptionalLong before, Round round) {
    var after = server.cpuNanos();
    return before.isPresent() && after.isPresent()
        ? BenchRow.thousandths(
            round.servedWith(after.getAsLong() - before.getAsLong()).serverCpuMicros())
        : null;
  }

  private LoadReport report(LoadCrowd crowd, Round round, @Nullable Double serverCpuMicros) {
    var latencies = crowd.latencies();
    return new LoadReport(
        Machine.describe(),
        server.describe(),
        options.agents(),
        BenchRow.thousandths(round.nanos() / 1e9),
        crowd.underWay(),
        crowd.accepted(),
        crowd.received(),
        Math.max(0, crowd.accepted() - crowd.received()),
        crowd.doubled(),
        crowd.refused(),
        crowd.firstRefusal(),
        Math.round(round.rate()),
        BenchRow.thousandths(round.cpuMicros()),
        serverCpuMicros,
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(95) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3,
        latencies.getMaxValue() / 1e3);
  }
}
