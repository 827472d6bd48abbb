package dev.maos.monitor;

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
 */
public record LatencySnapshot(
    long count, double meanMicros, long p50Micros, long p95Micros, long p99Micros, long maxMicros) {

  private static final LatencySnapshot NONE = new LatencySnapshot(0, 0, 0, 0, 0, 0);

  /** The snapshot of a histogram without values. */
  public static LatencySnapshot none() {
    return NONE;
  }
}
