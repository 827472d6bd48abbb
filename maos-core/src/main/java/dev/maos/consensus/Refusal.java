package dev.maos.consensus;

/**
 * A ballot that does not count, and why. Immutable.
 *
 * @param detail what is wrong in it, if it is invalid; else empty
 */
public record Refusal(Cast cast, Reason reason, String detail) {
  /** Why a ballot does not count. */
  public enum Reason {
    /** Who cast it is no participant. */
    NOT_ELIGIBLE,
    /** It came at the deadline or after it. */
    LATE,
    /** Its form does not fit the contest, or the voter holds no veto. */
    INVALID_BALLOT,
    /** The same participant said something else before, and may not revise it. */
    ALREADY_VOTED,
    /** A revision whose number is not greater than that of the one before it. */
    STALE_REVISION,
    /** It is not seen to be its voter's, or that agent may not vote. */
    NOT_BELIEVED
  }
}
