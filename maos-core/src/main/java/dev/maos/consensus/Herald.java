package dev.maos.consensus;

import java.util.List;

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

  /** What there is to carry of one vote. */
  sealed interface News {
    /** It was opened: all who may vote are to be told. */
    record Opening(Proposal proposal) implements News {}

    /** It has ended: everybody is to be told. */
    record Ending(Proposal proposal, VoteResult result) implements News {}
  }

  /**
   * Carries what there is of several votes. If it fails, any part of it may have been carried, and
   * each is asked for by itself then.
   */
  default void carry(List<News> news) {
    for (var each : news) {
      switch (each) {
        case News.Opening(var proposal) -> invite(proposal);
        case News.Ending(var proposal, var result) -> tell(proposal, result);
      }
    }
  }

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
