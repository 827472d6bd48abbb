package dev.maos.bench;

/**
 * What one system did in one scenario. Whatever a scenario does not measure is 0.
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
 * @param bytesPerAgent heap that one agent keeps
 */
public record BenchRow(
    String scenario,
    String system,
    double messagesPerSecond,
    double min,
    double max,
    double cpuMicrosPerMessage,
    double p50Micros,
    double p95Micros,
    double p99Micros,
    double bytesPerAgent) {

  static BenchRow of(Scenario scenario, String system, Rounds rounds, Latencies latencies) {
    return new BenchRow(
        scenario.id(),
        system,
        Math.rint(rounds.medianRate()),
        Math.rint(rounds.minRate()),
        Math.rint(rounds.maxRate()),
        thousandths(rounds.medianCpuMicros()),
        thousandths(latencies.micros(50)),
        thousandths(latencies.micros(95)),
        thousandths(latencies.micros(99)),
        0);
  }

  static BenchRow ofMemory(Scenario scenario, String system, double bytesPerAgent) {
    return new BenchRow(scenario.id(), system, 0, 0, 0, 0, 0, 0, 0, Math.rint(bytesPerAgent));
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
        Math.rint(bytes));
  }

  // A microsecond has no more digits than a clock can give.
  private static double thousandths(double value) {
    return Math.rint(value * 1_000) / 1_000;
  }
}
