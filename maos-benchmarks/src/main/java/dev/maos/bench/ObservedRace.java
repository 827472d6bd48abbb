package dev.maos.bench;

import dev.maos.monitor.Counter;
import dev.maos.monitor.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same work with and without being observed, in turns, and how one is related to the other. The
 * counters of the bus cannot be taken out of it: what they count for a message is done by itself.
 */
final class ObservedRace {
  private static final int BURST = 64;

  private final BusBenchOptions options;
  private final Server server;
  private final Consumer<String> progress;
  private final Counter published = new Counter();
  private final Counter ofTopic = new Counter();
  private final Counter received = new Counter();
  private final LatencyHistogram latency = new LatencyHistogram();

  ObservedRace(BusBenchOptions options, Server server, Consumer<String> progress) {
    this.options = options;
    this.server = server;
    this.progress = progress;
  }

  List<BenchRow> run(List<Contestant> contestants) throws InterruptedException {
    var rows =
        new ArrayList<>(
            new OneWayRace(Scenario.OBSERVED, options, server, progress).run(contestants));
    progress.accept("observed: the counters by themselves");
    var counting = counting();
    for (int i = 1; i < rows.size(); i++) {
      rows.set(i, rows.get(i).note(comparison(rows.getFirst(), rows.get(i), counting)));
    }
    return rows;
  }

  private double counting() {
    count();
    var rounds = new Rounds();
    for (int i = 0; i < options.rounds(); i++) {
      rounds.add(count());
    }
    return rounds.cpuMicros();
  }

  private Round count() {
    var meter = Meter.start();
    long counted = 0;
    long end = System.nanoTime() + options.round().toNanos();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      for (int i = 0; i < BURST; i++) {
        published.increment();
        ofTopic.increment();
        received.increment();
        latency.record(counted++ & 0xffff);
      }
    }
    return meter.stop(counted);
  }

  private static String comparison(BenchRow plain, BenchRow observed, double counting) {
    return String.format(
        Locale.ROOT,
        "%s of the rate and %s of the CPU of %s; counting alone is %.3f µs a message, %s of it",
        percent(observed.messagesPerSecond(), plain.messagesPerSecond()),
        percent(observed.cpuMicrosPerMessage(), plain.cpuMicrosPerMessage()),
        plain.system(),
        counting,
        percent(counting, plain.cpuMicrosPerMessage()));
  }

  private static String percent(@Nullable Number part, @Nullable Number whole) {
    return part == null || whole == null
        ? "-"
        : String.format(Locale.ROOT, "%.1f %%", 100 * part.doubleValue() / whole.doubleValue());
  }
}
