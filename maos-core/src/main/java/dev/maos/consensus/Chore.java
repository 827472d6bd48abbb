package dev.maos.consensus;

/**
 * Something that must be done for a vote by somebody, whoever dies. Doing it twice is harmless.
 *
 * @param kind what is to be done
 */
public record Chore(ProposalId id, Kind kind) {
  /** What is to be done. */
  public enum Kind {
    /** Voters are to be told that they may vote. */
    INVITE,
    /** The ballots are to be counted, in case who cast the last one died before it did that. */
    COUNT,
    /** The deadline has come. */
    CLOSE,
    /** Everybody is to be told how it ended. */
    TELL
  }
}
