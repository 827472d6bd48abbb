package dev.maos.consensus;

import java.time.Instant;

/**
 * How a vote ended. It never changes. Immutable.
 *
 * @param at when, by the store's clock
 * @param verdict the decision and what was counted for it
 */
public record VoteResult(ProposalId id, Instant at, Verdict verdict) {
  /** What came out. */
  public Decision decision() {
    return verdict.decision();
  }

  static VoteResult of(ProposalId id, LogEntry.Ended end) {
    return new VoteResult(id, end.at(), end.verdict());
  }

  static VoteResult of(Closure closure) {
    return new VoteResult(closure.id(), closure.at(), closure.verdict());
  }
}
