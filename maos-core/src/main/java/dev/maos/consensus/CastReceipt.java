package dev.maos.consensus;

import dev.maos.base.AgentId;

/**
 * What became of a ballot. Immutable.
 *
 * @param sequence its place in the log of the vote; 0 if it came after the end
 * @param decision what is known of the outcome, now that it was cast
 */
public record CastReceipt(
    ProposalId id, AgentId voter, Standing standing, long sequence, Decision decision) {
  /** Whether a ballot counts. */
  public enum Standing {
    /** It was taken, and counts unless the vote was certain already. */
    TAKEN,
    /** The very same was taken before. */
    REPEATED,
    /** The vote had ended, and nobody waited for it any more. */
    AFTER_THE_END
  }
}
