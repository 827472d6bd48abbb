package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Checks of settings, so that all refusals use the same words. */
final class Check {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String NAME_FORM =
      "1-64 letters, digits, '.', '-' or '_', starting with a letter or digit";
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private Check() {}

  static void delay(String field, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw refused(ErrorCode.INVALID_RETRY_POLICY, field, value, "zero to 365 days");
    }
  }

  static void notAbove(Duration maxDelay, Duration first) {
    if (first.compareTo(maxDelay) > 0) {
      var allowed = "at least the first delay of the backoff, " + first;
      throw refused(ErrorCode.INVALID_RETRY_POLICY, "maxDelay", maxDelay, allowed);
    }
  }

  static void attempts(int value) {
    if (value < 1) {
      throw refused(ErrorCode.INVALID_RETRY_POLICY, "maxAttempts", value, "at least 1");
    }
  }

  static void multiplier(double value) {
    // Written so that NaN is refused too.
    if (!(value >= 1 && value <= Double.MAX_VALUE)) {
      throw refused(ErrorCode.INVALID_RETRY_POLICY, "multiplier", value, "a number, at least 1");
    }
  }

  static void share(ErrorCode code, String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw refused(code, field, value, "a number from 0 to 1");
    }
  }

  static void within(ErrorCode code, String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw refused(code, field, value, least + " to " + most);
    }
  }

  static void rate(String field, double value) {
    if (!(value > 0 && value <= 1)) {
      throw refused(ErrorCode.INVALID_BREAKER, field, value, "a number above 0, at most 1");
    }
  }

  static void fits(int leastCalls, int mostCalls, double failureRate) {
    if (leastCalls > mostCalls) {
      var allowed = "at least failureThreshold / " + mostCalls;
      throw refused(ErrorCode.INVALID_BREAKER, "failureRate", failureRate, allowed);
    }
  }

  static void breakerDuration(String field, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw refused(ErrorCode.INVALID_BREAKER, field, value, "1 ms to 365 days");
    }
  }

  static String name(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw refused(ErrorCode.INVALID_NAME, field, value, NAME_FORM);
    }
    return value;
  }

  static InvalidInputException refused(ErrorCode code, String field, Object value, String allowed) {
    return new InvalidInputException(code, field, value.toString(), allowed);
  }
}
