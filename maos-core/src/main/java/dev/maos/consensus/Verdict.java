package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Objects;

/**
 * How a vote ends, and what that was concluded from: anybody who counts the same entries comes to
 * the same decision. Immutable.
 *
 * @param decision a final one
 * @param covers the entries that were counted
 * @param reason why it was taken back, at most 2,000 characters; empty in all other cases
 */
public record Verdict(Decision decision, LogPosition covers, String reason) {
  /** Checks that the decision is final. */
  public Verdict {
    Objects.requireNonNull(covers, "covers");
    if (!decision.isFinal()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL, "verdict", decision.name(), "a final decision");
    }
    if (reason.length() > Ballot.MAX_REASON) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL,
          "reason",
          reason.length() + " characters",
          "at most " + Ballot.MAX_REASON);
    }
  }

  /** What a count came to. */
  static Verdict of(Decision decision, LogPosition covers) {
    return new Verdict(decision, covers, "");
  }
}
