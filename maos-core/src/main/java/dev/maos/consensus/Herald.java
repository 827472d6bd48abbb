package dev.maos.consensus;

import dev.maos.base.TraceContext;
import java.util.List;
import java.util.Optional;

/**
 * Carries invitations and results to agents, by means that consensus does not know. May be asked
 * twice for the same, by different processes; it fails with a {@link dev.maos.base.MaosException},
 * and is asked again later then. Thread-safe.
 */
public interface Herald {
  /**
   * Tells all who may vote that they may.
   *
   * @param trace the trace of whoever proposed it, if that is known here
   */
  void invite(Proposal proposal, Optional<TraceContext> trace);

  /**
   * Tells everybody how a vote ended.
   *
   * @param trace the trace of whoever ended it, if that is known here
   */
  void tell(Proposal proposal, VoteResult result, Optional<TraceContext> trace);

  /** What there is to carry of one vote; with the trace of whoever has opened or ended it. */
  sealed interface News {
    /** It was opened: all who may vote are to be told. */
    record Opening(Proposal proposal, Optional<TraceContext> trace) implements News {}

    /** It has ended: everybody is to be told. */
    record Ending(Proposal proposal, VoteResult result, Optional<TraceContext> trace)
        implements News {}
  }

  /**
   * Carries what there is of several votes. If it fails, any part of it may have been carried, and
   * each is asked for by itself then.
   */
  default void carry(List<News> news) {
    for (var each : news) {
      switch (each) {
        case News.Opening(var proposal, var trace) -> invite(proposal, trace);
        case News.Ending(var proposal, var result, var trace) -> tell(proposal, result, trace);
      }
    }
  }

  /** Tells nobody. */
  static Herald nobody() {
    return new Herald() {
      @Override
      public void invite(Proposal proposal, Optional<TraceContext> trace) {
        // Whoever votes has heard of it elsewhere.
      }

      @Override
      public void tell(Proposal proposal, VoteResult result, Optional<TraceContext> trace) {
        // Whoever wants to know asks.
      }
    };
  }
}
