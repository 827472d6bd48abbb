package dev.maos.monitor;

import java.util.Collections;
import java.util.List;

/**
 * How long something took, as counted by a {@link LatencyHistogram} up to one moment.
 *
 * <p>All times are microseconds, and zero when nothing was recorded. They are exact up to 255, and
 * above that at most one per cent off: percentiles and the maximum are never too low. Immutable.
 *
 * @param count how many values were recorded
 * @param meanMicros their mean
 * @param p50Micros half of the values are at most this
 * @param p95Micros 95 % of the values are at most this
 * @param p99Micros 99 % of the values are at most this
 * @param maxMicros the largest value
 * @param counts for each of {@link #BOUNDS_MICROS}, how many values are at most that
 */
public record LatencySnapshot(
    long count,
    double meanMicros,
    long p50Micros,
    long p95Micros,
    long p99Micros,
    long maxMicros,
    List<Long> counts) {

  /** Bounds for those who add up the numbers of several processes, which percentiles do not let. */
  public static final List<Long> BOUNDS_MICROS =
      List.of(
          50L,
          100L,
          250L,
          500L,
          1_000L,
          2_500L,
          5_000L,
          10_000L,
          25_000L,
          50_000L,
          100_000L,
          250_000L,
          500_000L,
          1_000_000L,
          2_500_000L,
          5_000_000L,
          10_000_000L,
          60_000_000L);

  private static final LatencySnapshot NONE =
      new LatencySnapshot(0, 0, 0, 0, 0, 0, Collections.nCopies(BOUNDS_MICROS.size(), 0L));

  /** Copies the counts, of which there is one for each bound. */
  public LatencySnapshot {
    counts = List.copyOf(counts);
    if (counts.size() != BOUNDS_MICROS.size()) {
      throw new IllegalArgumentException("counts must be as many as bounds: " + counts.size());
    }
  }

  /** The snapshot of a histogram without values. */
  public static LatencySnapshot none() {
    return NONE;
  }
}
