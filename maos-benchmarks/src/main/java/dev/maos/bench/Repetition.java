package dev.maos.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Something that is done again and again, one time after the other.
 *
 * @param rounds how many rounds count
 * @param round how long each takes
 * @param server which one works for it
 */
record Repetition(int rounds, Duration round, Server server) {
  private static final int DIGITS = 3;

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
  private Round repeat(Work work, Histogram nanos) throws InterruptedException {
    return measure(() -> {
      long end = System.nanoTime() + round.toNanos();
      long done = 0;
      while (System.nanoTime() - end < 0) {
        long start = System.nanoTime();
        done += work.run();
        nanos.recordValue(System.nanoTime() - start);
      }
      return done;
    });
  }

  /** A row of all rounds of it, after one that does not count. */
  BenchRow row(String scenario, Work work) throws InterruptedException {
    var measured = new Rounds();
    var latencies = new Latencies();
    repeat(work, histogram());
    for (int i = 0; i < rounds; i++) {
      var nanos = histogram();
      measured.add(repeat(work, nanos));
      latencies.add(nanos);
    }
    return BenchRow.of(scenario, RegistryBench.SYSTEM, measured, latencies);
  }

  private static Histogram histogram() {
    return new Histogram(DIGITS);
  }
}
