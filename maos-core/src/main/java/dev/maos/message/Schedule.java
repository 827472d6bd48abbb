package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.time.Instant;

/** When a message becomes due; until then it is held back. The backend's clock counts. */
public sealed interface Schedule {
  /** At once. */
  Schedule NOW = new Now();

  /** See {@link #NOW}. */
  record Now() implements Schedule {}

  /** A while after it was published. */
  record After(Duration delay) implements Schedule {
    public After {
      if (delay.isNegative()) {
        throw new InvalidInputException(
            ErrorCode.INVALID_DELAY, "delay", delay.toString(), "zero or more");
      }
    }
  }

  /** At a moment; one that has passed means at once. */
  record At(Instant moment) implements Schedule {}
}
