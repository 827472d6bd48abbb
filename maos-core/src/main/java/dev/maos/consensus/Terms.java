package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Until when there is a vote, and when it ends. Immutable.
 *
 * @param deadline the time from which ballots are late; what is finer than a millisecond is cut off
 * @param ending when there is a decision
 */
public record Terms(Instant deadline, Ending ending) {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** Checks the range, and cuts off what is finer than a millisecond. */
  public Terms {
    if (deadline.isBefore(Instant.EPOCH) || deadline.isAfter(LATEST)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL, "deadline", deadline.toString(), "the years 1970 to 9999");
    }
    deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As soon as the outcome is certain, and at the latest at this time. */
  public static Terms until(Instant deadline) {
    return new Terms(deadline, Ending.WHEN_CERTAIN);
  }

  /** When a vote ends. */
  public enum Ending {
    /** As soon as no missing ballot could change the outcome. A ballot cannot be taken back. */
    WHEN_CERTAIN,
    /** At the deadline. A ballot cannot be taken back. */
    AT_DEADLINE,
    /** At the deadline. Until then participants may send revisions of their ballots. */
    REVISABLE
  }
}
