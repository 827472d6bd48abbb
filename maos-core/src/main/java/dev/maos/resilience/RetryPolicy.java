package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How often, when and after which errors a call is tried again. Immutable.
 *
 * <p>Each value is checked when it is set; a bad one is refused with {@link
 * ErrorCode#INVALID_RETRY_POLICY}.
 *
 * @param maxAttempts how often the call is made at most, the first time included; at least 1
 * @param backoff how long to wait between attempts
 * @param maxDelay the longest wait between two attempts, at least the first delay of the backoff
 * @param retryOn the errors after which it is tried again
 */
public record RetryPolicy(
    int maxAttempts, Backoff backoff, Duration maxDelay, ErrorFilter retryOn) {

  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          3,
          new Backoff.Exponential(Duration.ofSeconds(1), 2).jittered(0.2),
          Duration.ofSeconds(60),
          new ErrorFilter.Transient());

  /** Checks the values. */
  public RetryPolicy {
    Check.attempts(maxAttempts);
    Check.delay("maxDelay", maxDelay);
    Check.notAbove(maxDelay, first(backoff));
    Objects.requireNonNull(retryOn, "retryOn");
  }

  /** Three attempts, 1 s and then 2 s apart, give or take 20 %, never more than 60 s. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** One attempt: no retry. */
  public static RetryPolicy never() {
    return DEFAULTS.maxAttempts(1);
  }

  /** This policy with another number of attempts. */
  public RetryPolicy maxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, backoff, maxDelay, retryOn);
  }

  /** This policy with another backoff. */
  public RetryPolicy backoff(Backoff backoff) {
    return new RetryPolicy(maxAttempts, backoff, maxDelay, retryOn);
  }

  /** This policy with another longest delay. */
  public RetryPolicy maxDelay(Duration maxDelay) {
    return new RetryPolicy(maxAttempts, backoff, maxDelay, retryOn);
  }

  /** This policy with other errors after which it tries again. */
  public RetryPolicy retryOn(ErrorFilter retryOn) {
    return new RetryPolicy(maxAttempts, backoff, maxDelay, retryOn);
  }

  /**
   * How long to wait after an attempt that failed: what the backoff says, at most {@link
   * #maxDelay}.
   *
   * @param attempt which attempt failed; the first is 1
   * @param random where jitter comes from
   */
  public Duration delayAfter(int attempt, RandomGenerator random) {
    var delay = backoff.delay(attempt, random);
    return delay.compareTo(maxDelay) > 0 ? maxDelay : delay;
  }

  private static Duration first(Backoff backoff) {
    return switch (backoff) {
      case Backoff.Fixed(var base) -> base;
      case Backoff.Linear(var step) -> step;
      case Backoff.Exponential(var base, _) -> base;
      case Backoff.Jittered(var of, _) -> first(of);
    };
  }
}
