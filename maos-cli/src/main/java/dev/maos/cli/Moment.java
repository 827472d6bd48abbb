package dev.maos.cli;

import dev.maos.base.Durations;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A moment as people write it: itself, the day that begins with it, or how long ago it was. */
sealed interface Moment {
  Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  record At(Instant moment) implements Moment {}

  record Ago(Duration length) implements Moment {}

  /** Reads one, or refuses with {@link ErrorCode#INVALID_USAGE}. */
  static Moment parse(String text) {
    try {
      if (DAY.matcher(text).matches()) {
        return new At(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return text.contains(":") ? new At(Instant.parse(text)) : new Ago(Durations.parse(text));
    } catch (DateTimeParseException | InvalidInputException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "moment",
          text,
          "a moment as 2026-01-31T12:00:00Z, a day as 2026-01-31, or a length of time before now as"
              + " 1h30m",
          e);
    }
  }

  default Instant at(Instant now) {
    return switch (this) {
      case At(var moment) -> moment;
      case Ago(var length) -> before(now, length);
    };
  }

  private static Instant before(Instant now, Duration length) {
    try {
      return now.minus(length);
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "moment", length.toString(), "a moment since the year 1", e);
    }
  }
}
