package dev.maos.monitor;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * Durations counted in buckets that are fine for short ones and coarse for long ones, so that
 * percentiles stay within one per cent in a fixed amount of memory.
 *
 * <p>Durations are microseconds from zero to one hour; others count as the nearest of these. An
 * unused histogram holds no buckets. Each stripe of threads has buckets of its own, made when one
 * of them records for the first time: 27 KB for each stripe, and at most eight stripes. So threads
 * rarely write to the same memory, and recording takes a few nanoseconds also when many do it.
 *
 * <p>Thread-safe. A snapshot holds everything recorded before it was asked for and possibly some of
 * what is recorded meanwhile.
 */
public final class LatencyHistogram {
  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int SIGNIFICANT_DIGITS = 2;
  private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

  private final AtomicReferenceArray<AtomicHistogram> stripes = new AtomicReferenceArray<>(STRIPES);

  /** A histogram without values. */
  public LatencyHistogram() {}

  /** Counts one duration in microseconds. */
  public void record(long micros) {
    int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
    var buckets = stripes.get(stripe);
    if (buckets == null) {
      buckets = made(stripe);
    }
    buckets.recordValue(Math.clamp(micros, 0, MAX_MICROS));
  }

  /** What was recorded so far. */
  public LatencySnapshot snapshot() {
    Histogram sum = null;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      var buckets = stripes.get(stripe);
      if (buckets != null) {
        sum = sum == null ? new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS) : sum;
        sum.add(buckets);
      }
    }
    return sum == null ? LatencySnapshot.none() : snapshot(sum);
  }

  private AtomicHistogram made(int stripe) {
    var fresh = new AtomicHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    var other = stripes.compareAndExchange(stripe, null, fresh);
    return other == null ? fresh : other;
  }

  private static LatencySnapshot snapshot(AbstractHistogram sum) {
    // The maximum is taken from the counts as well: the library's own one may lag behind them.
    return new LatencySnapshot(
        sum.getTotalCount(),
        sum.getMean(),
        micros(sum, 50),
        micros(sum, 95),
        micros(sum, 99),
        micros(sum, 100),
        LatencySnapshot.BOUNDS_MICROS.stream().map(bound -> atMost(sum, bound)).toList());
  }

  private static long atMost(AbstractHistogram sum, long bound) {
    return sum.getCountBetweenValues(0, bound);
  }

  private static long micros(AbstractHistogram sum, double percentile) {
    return Math.min(sum.getValueAtPercentile(percentile), MAX_MICROS);
  }

  private static int stripes(int processors) {
    return Math.min(8, Integer.highestOneBit(2 * processors - 1));
  }
}
