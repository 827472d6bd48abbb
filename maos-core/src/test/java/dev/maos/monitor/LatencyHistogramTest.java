package dev.maos.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private static final long HOUR = 3_600_000_000L;
  private static final Percentage ONE_PER_CENT = Percentage.withPercentage(1);

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void isAllZerosWhenNothingWasRecorded() {
    assertThat(histogram.snapshot()).isEqualTo(LatencySnapshot.none());
  }

  @Test
  void isExactForShortDurations() {
    LongStream.rangeClosed(1, 200).forEach(histogram::record);

    assertFigures(histogram.snapshot(), 200, 100.5, 100, 190, 198, 200);
  }

  @Test
  void countsNegativeDurationsAsZero() {
    histogram.record(-1);
    histogram.record(Long.MIN_VALUE);

    assertFigures(histogram.snapshot(), 2, 0, 0, 0, 0, 0);
  }

  @Test
  void countsDurationsBeyondAnHourAsAnHour() {
    histogram.record(HOUR + 1);
    histogram.record(Long.MAX_VALUE);

    var snapshot = histogram.snapshot();
    assertThat(snapshot.count()).isEqualTo(2);
    assertThat(snapshot.p50Micros()).isEqualTo(HOUR);
    assertThat(snapshot.maxMicros()).isEqualTo(HOUR);
  }

  @Test
  void aSnapshotDoesNotChangeWhenMoreIsRecorded() {
    histogram.record(7);
    var before = histogram.snapshot();

    histogram.record(9);

    assertFigures(before, 1, 7, 7, 7, 7, 7);
    assertThat(histogram.snapshot().count()).isEqualTo(2);
  }

  @Test
  void isWithinOnePerCentOfTheSortedValues() {
    long seed = Long.getLong("maos.seed", new SplittableRandom().nextLong());
    var random = new SplittableRandom(seed);
    // Spread over all magnitudes, as latencies are, and not only over the large ones.
    var values =
        LongStream.generate(() -> random.nextLong(1L << random.nextInt(1, 31)))
            .limit(10_000)
            .toArray();

    Arrays.stream(values).forEach(histogram::record);

    Arrays.sort(values);
    var snapshot = histogram.snapshot();
    var seeded = "-Dmaos.seed=" + seed;
    assertThat(snapshot.count()).as(seeded).isEqualTo(values.length);
    assertThat(snapshot.p50Micros()).as(seeded).isCloseTo(values[4_999], ONE_PER_CENT);
    assertThat(snapshot.p95Micros()).as(seeded).isCloseTo(values[9_499], ONE_PER_CENT);
    assertThat(snapshot.p99Micros()).as(seeded).isCloseTo(values[9_899], ONE_PER_CENT);
    assertThat(snapshot.maxMicros()).as(seeded).isCloseTo(values[9_999], ONE_PER_CENT);
    double mean = Arrays.stream(values).average().orElseThrow();
    assertThat(snapshot.meanMicros()).as(seeded).isCloseTo(mean, within(mean / 100));
  }

  @Test
  void losesNothingWhenManyThreadsRecord() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 50; thread++) {
        threads.execute(() -> LongStream.rangeClosed(1, 200).forEach(histogram::record));
      }
    }

    assertFigures(histogram.snapshot(), 10_000, 100.5, 100, 190, 198, 200);
  }

  @Test
  void countsWhatIsAtMostEachBound() {
    LongStream.of(10, 50, 60, 100, 240, 700_000, HOUR).forEach(histogram::record);

    var snapshot = histogram.snapshot();
    assertThat(snapshot.counts().subList(0, 4)).containsExactly(2L, 4L, 5L, 5L);
    assertThat(atMost(snapshot, 500_000)).isEqualTo(5);
    assertThat(atMost(snapshot, 1_000_000)).isEqualTo(6);
    assertThat(snapshot.counts().getLast()).as("up to a minute").isEqualTo(6);
    assertThat(snapshot.count()).isEqualTo(7);
  }

  private static long atMost(LatencySnapshot snapshot, long bound) {
    return snapshot.counts().get(LatencySnapshot.BOUNDS_MICROS.indexOf(bound));
  }

  private static void assertFigures(
      LatencySnapshot seen, long count, double mean, long p50, long p95, long p99, long max) {
    assertThat(
            List.of(
                seen.count(),
                seen.meanMicros(),
                seen.p50Micros(),
                seen.p95Micros(),
                seen.p99Micros(),
                seen.maxMicros()))
        .isEqualTo(List.of(count, mean, p50, p95, p99, max));
  }
}
