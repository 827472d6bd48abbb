package dev.maos.consensus;

/**
 * What a store says to a ballot. Immutable.
 *
 * @param sequence that of the voter's ballot in the log, 0 if it has none
 * @param log what the caller asked to see of the log, after this step
 */
public record CastAnswer(Outcome outcome, long sequence, LogPart log) {
  /** What became of a ballot. */
  public enum Outcome {
    /** It is in the log, and counts. */
    TAKEN,
    /** The very same was taken before; nothing has changed. */
    REPEATED,
    /** The voter said something else before; nothing has changed. */
    ALREADY_VOTED,
    /** A revision that is not newer than the last one; nothing has changed. */
    STALE_REVISION,
    /** The deadline has come: it is in the log as late, unless the voter is there already. */
    LATE,
    /** The agent may not vote; nothing has changed. */
    NOT_ELIGIBLE,
    /** The vote has ended; nothing has changed. */
    ENDED
  }
}
