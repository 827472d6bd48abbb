package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final RandomGenerator UNUSED =
      () -> {
        throw new AssertionError("no chance needed");
      };

  @Test
  void theFixedOneIsAlwaysTheSame() {
    assertThat(delays(new Backoff.Fixed(SECOND))).containsExactly(SECOND, SECOND, SECOND, SECOND);
  }

  @Test
  void theLinearOneGrowsByItsStep() {
    assertThat(delays(new Backoff.Linear(Duration.ofMillis(250))))
        .extracting(Duration::toMillis)
        .containsExactly(250L, 500L, 750L, 1_000L);
  }

  @Test
  void theExponentialOneMultiplies() {
    assertThat(delays(new Backoff.Exponential(SECOND, 2)))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L);
    assertThat(delays(new Backoff.Exponential(Duration.ofNanos(1_000), 1.5)))
        .extracting(Duration::toNanos)
        .containsExactly(1_000L, 1_500L, 2_250L, 3_375L);
  }

  @Test
  void neverOverflows() {
    var longest = Duration.ofNanos(Long.MAX_VALUE);

    assertThat(new Backoff.Exponential(SECOND, 2).delay(10_000, UNUSED)).isEqualTo(longest);
    assertThat(new Backoff.Exponential(SECOND, Double.MAX_VALUE).delay(3, UNUSED))
        .isEqualTo(longest);
    assertThat(new Backoff.Linear(Duration.ofDays(365)).delay(Integer.MAX_VALUE, UNUSED))
        .isEqualTo(longest);
    assertThat(
            new Backoff.Exponential(SECOND, 2)
                .jittered(1)
                .delay(10_000, new SplittableRandom(1))
                .isNegative())
        .isFalse();
  }

  @Test
  void zeroStaysZero() {
    assertThat(new Backoff.Exponential(Duration.ZERO, 10).delay(10_000, UNUSED)).isZero();
    assertThat(new Backoff.Fixed(Duration.ZERO).jittered(1).delay(1, new SplittableRandom(1)))
        .isZero();
  }

  @Test
  void jitterStaysWithinItsFactorAndUsesBothSides() {
    long seed = Long.getLong("maos.seed", new SplittableRandom().nextLong());
    var random = new SplittableRandom(seed);
    var backoff = new Backoff.Fixed(SECOND).jittered(0.2);

    var millis =
        IntStream.range(0, 1_000)
            .mapToLong(_ -> backoff.delay(1, random).toMillis())
            .summaryStatistics();

    assertThat(millis.getMin()).as("-Dmaos.seed=" + seed).isBetween(800L, 850L);
    assertThat(millis.getMax()).as("-Dmaos.seed=" + seed).isBetween(1_150L, 1_200L);
  }

  @Test
  void jitterIsRepeatableWithTheSameSeed() {
    var backoff = RetryPolicy.defaults().backoff();

    assertThat(backoff.delay(2, new SplittableRandom(7)))
        .isEqualTo(backoff.delay(2, new SplittableRandom(7)))
        .isNotEqualTo(backoff.delay(2, new SplittableRandom(8)));
  }

  @Test
  void attemptsAreCountedFromOne() {
    assertThatThrownBy(() -> new Backoff.Fixed(SECOND).delay(0, UNUSED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attempt");
  }

  private static List<Duration> delays(Backoff backoff) {
    return IntStream.rangeClosed(1, 4).mapToObj(attempt -> backoff.delay(attempt, UNUSED)).toList();
  }
}
