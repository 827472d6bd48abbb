package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The latencies of several rounds. Percentiles are those of each round, and of these the median: on
 * a shared machine one disturbed round would otherwise decide the upper ones. Not thread-safe.
 */
final class Latencies {
  private final List<Histogram> rounds = new ArrayList<>();

  void add(Histogram nanos) {
    rounds.add(nanos);
  }

  /** Whether nothing was measured. */
  boolean isEmpty() {
    return rounds.isEmpty();
  }

  /** In microseconds; 0 if nothing was measured. */
  double micros(double percentile) {
    if (rounds.isEmpty()) {
      return 0;
    }
    return Median.of(
        rounds.stream()
            .mapToDouble(nanos -> nanos.getValueAtPercentile(percentile) / 1e3)
            .sorted()
            .toArray());
  }
}
