package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The moments that every store and every format can keep. */
final class Moments {
  static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moments() {}

  /** The moment to the microsecond; one outside the range is refused. */
  static Instant checked(String field, Instant moment) {
    if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TIME, field, moment.toString(), "a moment in the years 1 to 9999");
    }
    return moment.truncatedTo(ChronoUnit.MICROS);
  }
}
