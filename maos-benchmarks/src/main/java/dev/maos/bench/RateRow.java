package dev.maos.bench;

/**
 * The latencies at one rate, in microseconds from the moment at which a message was meant to be
 * sent; each the median of the rounds.
 *
 * @param perSecond messages a second
 * @param p50Micros half of the messages arrived within this time
 */
public record RateRow(int perSecond, double p50Micros, double p95Micros, double p99Micros) {
  static RateRow of(int perSecond, Latencies latencies) {
    return new RateRow(
        perSecond,
        BenchRow.thousandths(latencies.micros(50)),
        BenchRow.thousandths(latencies.micros(95)),
        BenchRow.thousandths(latencies.micros(99)));
  }
}
