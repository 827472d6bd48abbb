package dev.maos.security.limits;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;

/**
 * So much in so long a time, evenly spread, and so much at once after a pause. Immutable.
 *
 * @param count 0 to 1,000,000,000; 0 allows nothing at all
 * @param per in which time, 1 millisecond to 1 day
 * @param burst how much at once, from 1, at most what a day allows
 */
public record Rate(long count, Duration per, long burst) {
  private static final long MAX_COUNT = 1_000_000_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Nothing is allowed. */
  public static final Rate NOTHING = new Rate(0, Duration.ofSeconds(1), 1);

  /** Checks the ranges, or refuses with {@link ErrorCode#INVALID_POLICY}. */
  public Rate {
    require(count >= 0 && count <= MAX_COUNT, "rate", count, "0 to 1,000,000,000");
    require(
        per.compareTo(SHORTEST) >= 0 && per.compareTo(LONGEST) <= 0,
        "rate per",
        per,
        "1 millisecond to 1 day");
    require(count <= Long.MAX_VALUE / per.toNanos(), "rate", count, "less, or in a shorter time");
    // As much as a day allows, without numbers that run over.
    var most = count == 0 ? 1 : Math.max(count, count * (LONGEST.toNanos() / per.toNanos()));
    require(burst >= 1 && burst <= most, "burst", burst, "1 to " + most);
  }

  private static void require(boolean isGood, String field, Object value, String allowed) {
    if (!isGood) {
      throw new InvalidInputException(ErrorCode.INVALID_POLICY, field, value.toString(), allowed);
    }
  }

  /** So many a second, and as many at once. */
  public static Rate perSecond(long count) {
    return of(count, Duration.ofSeconds(1));
  }

  /** So many a minute, and as many at once. */
  public static Rate perMinute(long count) {
    return of(count, Duration.ofMinutes(1));
  }

  private static Rate of(long count, Duration per) {
    return new Rate(count, per, Math.max(1, count));
  }

  /** This rate with another bound on what comes at once. */
  public Rate burst(long most) {
    return new Rate(count, per, most);
  }

  /**
   * How long it takes to earn so much, rounded up, in nanoseconds.
   *
   * @param amount at most {@link #burst}
   */
  long nanosFor(long amount) {
    long whole = amount / count * per.toNanos();
    return whole + Math.ceilDiv(amount % count * per.toNanos(), count);
  }

  @Override
  public String toString() {
    return "%d per %s, %d at once".formatted(count, per, burst);
  }
}
