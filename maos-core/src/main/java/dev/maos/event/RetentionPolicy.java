package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;

/**
 * How much history is kept: whatever exceeds one of the two bounds goes, the oldest first.
 *
 * @param maxEvents 0 to 10^12
 * @param maxAge since it was recorded, 0 to 3,650 days
 */
public record RetentionPolicy(long maxEvents, Duration maxAge) {
  private static final long MOST_EVENTS = 1_000_000_000_000L;
  private static final Duration LONGEST = Duration.ofDays(3_650);
  private static final RetentionPolicy DEFAULTS =
      new RetentionPolicy(10_000_000, Duration.ofDays(30));

  /** Checks the ranges. */
  public RetentionPolicy {
    if (maxEvents < 0 || maxEvents > MOST_EVENTS) {
      throw invalid("maxEvents", Long.toString(maxEvents), "0 to 1,000,000,000,000");
    }
    if (maxAge.isNegative() || maxAge.compareTo(LONGEST) > 0) {
      throw invalid("maxAge", maxAge.toString(), "0 to 3,650 days");
    }
  }

  /** Ten million events, thirty days. */
  public static RetentionPolicy defaults() {
    return DEFAULTS;
  }

  public RetentionPolicy maxEvents(long maxEvents) {
    return new RetentionPolicy(maxEvents, maxAge);
  }

  public RetentionPolicy maxAge(Duration maxAge) {
    return new RetentionPolicy(maxEvents, maxAge);
  }

  private static InvalidInputException invalid(String setting, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, setting, value, allowed);
  }
}
