package dev.maos.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one system did in one scenario. Whatever a scenario does not measure is null, in JSON too.
 *
 * @param scenario the scenario's id
 * @param system {@code "maos"}, {@code "limit"} (what the bare JDK does) or a peer's name
 * @param messagesPerSecond the median of the rounds
 * @param min the slowest round
 * @param max the fastest round
 * @param cpuMicrosPerMessage CPU time of the whole process for one message, median of the rounds:
 *     producer, consumer, garbage collector and the harness itself
 * @param p50Micros half of the messages arrived within this time of the moment they were meant to
 *     be sent; median of the rounds, as are the next two
 * @param bytesPerAgent bytes of heap that one agent keeps
 */
public record BenchRow(
    String scenario,
    String system,
    @Nullable Long messagesPerSecond,
    @Nullable Long min,
    @Nullable Long max,
    @Nullable Double cpuMicrosPerMessage,
    @Nullable Double p50Micros,
    @Nullable Double p95Micros,
    @Nullable Double p99Micros,
    @Nullable Long bytesPerAgent) {

  static BenchRow of(Scenario scenario, String system, Rounds rounds, Latencies latencies) {
    return new BenchRow(
        scenario.id(),
        system,
        Math.round(rounds.medianRate()),
        Math.round(rounds.minRate()),
        Math.round(rounds.maxRate()),
        thousandths(rounds.medianCpuMicros()),
        latency(latencies, 50),
        latency(latencies, 95),
        latency(latencies, 99),
        null);
  }

  static BenchRow ofMemory(Scenario scenario, String system, double bytesPerAgent) {
    return new BenchRow(
        scenario.id(), system, null, null, null, null, null, null, null, Math.round(bytesPerAgent));
  }

  BenchRow bytesPerAgent(double bytes) {
    return new BenchRow(
        scenario,
        system,
        messagesPerSecond,
        min,
        max,
        cpuMicrosPerMessage,
        p50Micros,
        p95Micros,
        p99Micros,
        Math.round(bytes));
  }

  private static @Nullable Double latency(Latencies latencies, double percentile) {
    return latencies.isEmpty() ? null : thousandths(latencies.micros(percentile));
  }

  // A microsecond has no more digits than a clock can give.
  private static double thousandths(double value) {
    return Math.rint(value * 1_000) / 1_000;
  }
}
