package dev.maos.consensus.byzantine;

import java.util.List;
import java.util.Optional;

/** What one seat sends to others. Nothing in it is believed but for its signatures. Immutable. */
public sealed interface Letter {
  /** Papers of any members: one's own, and those that others may have missed. */
  record Papers(List<Signed<Statement.Paper>> papers) implements Letter {
    /** Copies the papers. */
    public Papers {
      papers = List.copyOf(papers);
    }
  }

  /**
   * A leader's proposal.
   *
   * @param reports why it may be proposed: a quorum of changes to this round; none in the first
   */
  record Proposed(Signed<Statement.Propose> proposal, BallotSet set, List<Report> reports)
      implements Letter {
    /** Copies the reports. */
    public Proposed {
      reports = List.copyOf(reports);
    }

    int round() {
      return proposal.statement().round();
    }

    String digest() {
      return proposal.statement().digest();
    }
  }

  /** A prepare. */
  record Prepared(Signed<Statement.Prepare> prepare) implements Letter {}

  /** A commit. */
  record Committed(Signed<Statement.Commit> commit) implements Letter {}

  /** A change of round, with the set that is locked. */
  record Changed(Report report, Optional<BallotSet> set) implements Letter {}

  /** Somebody has said two things. */
  record Accused(Evidence evidence) implements Letter {}

  /** It is agreed. */
  record Ended(Certificate certificate) implements Letter {}
}
