package dev.maos.base;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Lengths of time as people write them: "500ms", "30s", "1h30m". */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");

  private Durations() {}

  /** Reads such a length or that of ISO 8601, or refuses with {@link ErrorCode#INVALID_USAGE}. */
  public static Duration parse(String text) {
    if (WHOLE.matcher(text).matches()) {
      return PART.matcher(text)
          .results()
          .map(part -> of(Long.parseLong(part.group(1)), part.group(2)))
          .reduce(Duration.ZERO, Duration::plus);
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "duration",
          text,
          "numbers with the units ms, s, m, h or d, as in 500ms or 1h30m",
          e);
    }
  }

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
