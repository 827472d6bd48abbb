package dev.maos.consensus;

/**
 * What a store says to a verdict. Immutable.
 *
 * @param log what the caller asked to see of the log, after this step
 */
public record EndAnswer(Outcome outcome, LogPart log) {
  /** What became of a verdict. */
  public enum Outcome {
    /** The vote has ended with it. */
    ENDED,
    /** It had ended before, with this verdict or another; that one stands. */
    ENDED_BEFORE,
    /** The deadline has not come, and this verdict needs it; nothing has changed. */
    TOO_EARLY,
    /** There are ballots that the verdict does not cover, and must; nothing has changed. */
    INCOMPLETE,
    /** Only the proposer may take a proposal back; nothing has changed. */
    FORBIDDEN
  }
}
