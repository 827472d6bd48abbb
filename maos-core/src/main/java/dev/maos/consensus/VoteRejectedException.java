package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** A ballot is not taken, and changes nothing. */
public final class VoteRejectedException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final Refusal.Reason reason;

  VoteRejectedException(ProposalId id, AgentId voter, Refusal.Reason reason) {
    super(
        ErrorCode.VOTE_REJECTED,
        "the ballot of %s in vote %s is not taken: %s".formatted(voter, id, words(reason)));
    this.reason = reason;
  }

  /** Why. */
  public Refusal.Reason reason() {
    return reason;
  }

  private static String words(Refusal.Reason reason) {
    return reason
        + switch (reason) {
          case NOT_ELIGIBLE -> ", it is no participant";
          case LATE -> ", the deadline has come";
          case INVALID_BALLOT -> ", its form does not fit";
          case ALREADY_VOTED -> ", it said something else before, and may not revise it";
          case STALE_REVISION -> ", a revision needs a greater number than the one before it";
          case NOT_BELIEVED -> ", it is not seen to be its voter's";
        };
  }
}
