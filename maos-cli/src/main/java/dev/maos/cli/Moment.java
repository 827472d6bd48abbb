package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A moment as people write it: itself, or how long ago it was. */
sealed interface Moment {
  record At(Instant moment) implements Moment {}

  record Ago(Duration length) implements Moment {}

  /** Reads one, or refuses with {@link ErrorCode#INVALID_USAGE}. */
  static Moment parse(String text) {
    try {
      return text.contains(":") ? new At(Instant.parse(text)) : new Ago(Durations.parse(text));
    } catch (DateTimeParseException | InvalidInputException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "moment",
          text,
          "a moment as 2026-01-31T12:00:00Z, or a length of time before now as 1h30m",
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
