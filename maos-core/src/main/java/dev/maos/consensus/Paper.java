package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * What an instant run-off does with ballots that are not a plain order of preference.
 *
 * <p>Agents are told at once when their ballot is not, so all this is for ballots that were written
 * elsewhere, on paper for example. Immutable.
 *
 * @param overvote what two options of one rank are
 * @param maxSkippedRanks how many empty ranks in a row a ballot survives; {@link #REFUSED} if there
 *     may be none, {@link #UNLIMITED} if they do not matter
 * @param duplicate what an option is that was ranked before
 */
public record Paper(Overvote overvote, int maxSkippedRanks, Duplicate duplicate) {
  /** No empty ranks. */
  public static final int REFUSED = -1;

  /** Any number of empty ranks. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** A plain order of preference or nothing. */
  public static final Paper STRICT = new Paper(Overvote.REFUSE, REFUSED, Duplicate.REFUSE);

  /** Checks the number of ranks. */
  public Paper {
    if (maxSkippedRanks < REFUSED) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL,
          "maxSkippedRanks",
          Integer.toString(maxSkippedRanks),
          "0 or more");
    }
  }

  /** What two options of one rank are. */
  public enum Overvote {
    /** No valid ballot. */
    REFUSE,
    /** The end of the ballot. */
    EXHAUST_IMMEDIATELY,
    /** Passed over. */
    ALWAYS_SKIP_TO_NEXT_RANK,
    /** A vote for the only one of them that still continues; the end if several do. */
    EXHAUST_IF_MULTIPLE_CONTINUING
  }

  /** What an option is that was ranked before. */
  public enum Duplicate {
    /** No valid ballot. */
    REFUSE,
    /** The end of the ballot. */
    EXHAUST,
    /** Passed over. */
    SKIP
  }
}
