package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.time.Instant;

/** What stores refuse, so that all of them use the same words. */
public final class StoreRefusal {
  private StoreRefusal() {}

  /** There is no vote of this id. */
  public static MaosException unknown(ProposalId id) {
    return new MaosException(ErrorCode.UNKNOWN_PROPOSAL, "there is no vote " + id);
  }

  /** The vote must end before this can be told of it. */
  static MaosException open(ProposalId id) {
    return new MaosException(ErrorCode.VOTE_OPEN, "the vote is still open: " + id);
  }

  /** As many votes are open as may be. */
  public static MaosException full(long most) {
    return new MaosException(
        ErrorCode.DECISIONS_FULL, "%,d votes are open, and no more may be".formatted(most));
  }

  /** A proposal whose deadline has come before it was made. */
  public static MaosException past(Proposal proposal, Instant now) {
    return new InvalidInputException(
        ErrorCode.INVALID_PROPOSAL,
        "deadline",
        proposal.terms().deadline().toString(),
        "a time after " + now + ", which it is for the store");
  }

  /**
   * Checks that a verdict counts, and does not take the proposal back.
   *
   * @throws IllegalArgumentException if it does
   */
  public static void checkCounted(Verdict verdict) {
    if (verdict.decision() instanceof Decision.Cancelled) {
      throw new IllegalArgumentException("verdict: only its proposer takes a proposal back");
    }
  }

  /**
   * Checks that a verdict takes the proposal back.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void checkCancelled(Verdict verdict) {
    if (!(verdict.decision() instanceof Decision.Cancelled)) {
      throw new IllegalArgumentException("verdict: " + verdict.decision().name());
    }
  }
}
