package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt.
 *
 * <p>Delays are exact to the nanosecond and never negative; what would overflow becomes the longest
 * delay there is, about 292 years, which a {@link RetryPolicy} cuts to its own cap. Immutable.
 */
public sealed interface Backoff {

  /** The same delay each time. */
  record Fixed(Duration base) implements Backoff {
    /** Refuses a negative delay or one beyond 365 days. */
    public Fixed {
      Check.delay("base", base);
    }
  }

  /** One step after the first attempt, two after the second, and so on. */
  record Linear(Duration step) implements Backoff {
    /** Refuses a negative step or one beyond 365 days. */
    public Linear {
      Check.delay("step", step);
    }
  }

  /** The base after the first attempt, then each delay the multiple of the one before. */
  record Exponential(Duration base, double multiplier) implements Backoff {
    /** Refuses a negative base, one beyond 365 days, and a multiplier below one or not finite. */
    public Exponential {
      Check.delay("base", base);
      Check.multiplier(multiplier);
    }
  }

  /**
   * Another backoff, made longer or shorter by chance, so that many callers do not come back at the
   * same moment: from {@code 1 - factor} to {@code 1 + factor} times its delay.
   */
  record Jittered(Backoff of, double factor) implements Backoff {
    /** Refuses a factor outside zero to one. */
    public Jittered {
      Objects.requireNonNull(of, "of");
      Check.share(ErrorCode.INVALID_RETRY_POLICY, "factor", factor);
    }
  }

  /** This backoff with jitter. */
  default Backoff jittered(double factor) {
    return new Jittered(this, factor);
  }

  /**
   * The delay after an attempt that failed.
   *
   * @param attempt which attempt failed; the first is 1
   * @param random where jitter comes from; not touched by a backoff without jitter
   */
  default Duration delay(int attempt, RandomGenerator random) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be at least 1: " + attempt);
    }
    // A double beyond the range of long becomes Long.MAX_VALUE here, so nothing overflows.
    return Duration.ofNanos((long) nanos(attempt, random));
  }

  private double nanos(int attempt, RandomGenerator random) {
    return switch (this) {
      case Fixed(var base) -> base.toNanos();
      case Linear(var step) -> (double) step.toNanos() * attempt;
      case Exponential(var base, var multiplier) ->
          base.isZero() ? 0 : base.toNanos() * Math.pow(multiplier, attempt - 1);
      case Jittered(var of, var factor) ->
          of.nanos(attempt, random) * (1 + factor * (2 * random.nextDouble() - 1));
    };
  }
}
