package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy DEFAULTS = RetryPolicy.defaults();

  @Test
  void theDefaultsAreThreeAttemptsOneSecondDoublingToAMinuteWithJitter() {
    assertThat(DEFAULTS.maxAttempts()).isEqualTo(3);
    assertThat(DEFAULTS.maxDelay()).isEqualTo(Duration.ofSeconds(60));
    assertThat(DEFAULTS.backoff())
        .isEqualTo(new Backoff.Jittered(new Backoff.Exponential(Duration.ofSeconds(1), 2), 0.2));
  }

  @Test
  void eachPartCanBeReplaced() {
    var backoff = new Backoff.Fixed(Duration.ofMillis(5));
    var filter = new ErrorFilter.OfTypes(Set.of(RuntimeException.class));

    var policy =
        DEFAULTS.maxAttempts(5).backoff(backoff).maxDelay(Duration.ofSeconds(9)).retryOn(filter);

    assertThat(policy).isEqualTo(new RetryPolicy(5, backoff, Duration.ofSeconds(9), filter));
  }

  // Row 47 of the bad inputs.
  @Test
  void theTenThousandthDelayIsTheCap() {
    RandomGenerator random = new SplittableRandom(1);

    assertThat(DEFAULTS.delayAfter(10_000, random)).isEqualTo(Duration.ofSeconds(60));
    assertThat(DEFAULTS.delayAfter(Integer.MAX_VALUE, random)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void noDelayIsNegativeOrBeyondTheCapWhateverThePolicy() {
    long seed = Long.getLong("maos.seed", new SplittableRandom().nextLong());
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      var policy = DEFAULTS.maxDelay(Duration.ofDays(300)).backoff(anyBackoff(random));

      var delay = policy.delayAfter(1 + random.nextInt(20_000), random);

      assertThat(delay)
          .as("try %d of %s with -Dmaos.seed=%d", i, policy, seed)
          .isBetween(Duration.ZERO, policy.maxDelay());
    }
  }

  private static Backoff anyBackoff(RandomGenerator random) {
    var base = Duration.ofNanos(random.nextLong(Duration.ofDays(300).toNanos()));
    Backoff backoff =
        switch (random.nextInt(3)) {
          case 0 -> new Backoff.Fixed(base);
          case 1 -> new Backoff.Linear(base);
          default -> new Backoff.Exponential(base, 1 + random.nextDouble() * 10);
        };
    return random.nextBoolean() ? backoff : backoff.jittered(random.nextDouble());
  }
}
