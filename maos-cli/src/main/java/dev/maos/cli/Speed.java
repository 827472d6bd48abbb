package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How fast a replay goes.
 *
 * @param factor how many times as fast as it happened; infinite to wait for nothing
 */
record Speed(double factor) {
  private static final Pattern FACTOR = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?)x?");
  private static final double SLOWEST = 0.001;
  private static final double FASTEST = 1_000_000;

  /** Reads "10x", "0.5" or "max", or refuses with {@link ErrorCode#INVALID_USAGE}. */
  static Speed parse(String text) {
    if (text.equals("max")) {
      return new Speed(Double.POSITIVE_INFINITY);
    }
    var matcher = FACTOR.matcher(text);
    double factor = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (factor < SLOWEST || factor > FASTEST) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "speed", text, "0.001x to 1000000x, as 10x, or max");
    }
    return new Speed(factor);
  }

  boolean waits() {
    return Double.isFinite(factor);
  }

  /** How many nanoseconds a length of time takes. */
  long nanos(Duration length) {
    // In doubles, since a history may be longer than nanoseconds can count.
    double seconds = length.getSeconds() + length.getNano() / 1e9;
    return (long) (seconds / factor * 1e9);
  }
}
