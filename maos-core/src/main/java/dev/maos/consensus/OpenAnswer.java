package dev.maos.consensus;

/**
 * What a store says to a proposal. Immutable.
 *
 * @param log the whole log
 */
public record OpenAnswer(Outcome outcome, LogPart log) {
  /** What became of a proposal. */
  public enum Outcome {
    /** It is open from now on. */
    OPENED,
    /** The very same was made before; nothing has changed. */
    KNOWN
  }
}
