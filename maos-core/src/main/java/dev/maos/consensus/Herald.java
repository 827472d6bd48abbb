package dev.maos.consensus;

/**
 * Carries invitations and results to agents, by means that consensus does not know. May be asked
 * twice for the same, by different processes; it fails with a {@link dev.maos.base.MaosException},
 * and is asked again later then. Thread-safe.
 */
public interface Herald {
  /** Tells all who may vote that they may. */
  void invite(Proposal proposal);

  /** Tells everybody how a vote ended. */
  void tell(Proposal proposal, VoteResult result);

  /** Tells nobody. */
  static Herald nobody() {
    return new Herald() {
      @Override
      public void invite(Proposal proposal) {
        // Whoever votes has heard of it elsewhere.
      }

      @Override
      public void tell(Proposal proposal, VoteResult result) {
        // Whoever wants to know asks.
      }
    };
  }
}
