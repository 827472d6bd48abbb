package dev.maos.consensus;

import dev.maos.base.AgentId;
import dev.maos.consensus.VotingRule.YesOrNo;

/**
 * Whether a vote that is still open may be certain already, by sums that grow with each ballot.
 *
 * <p>It errs on one side only: where it says no, {@link Certainty} would find nothing certain, so
 * the count may be spared. For majorities and unanimity it knows the sums that {@link Certainty}
 * looks at. An election needs a lead that the missing cannot make up, and the lead of an option is
 * at most what was cast. Not thread-safe.
 */
final class Outlook {
  private final Proposal proposal;
  private final Roll all;
  private final Fraction needed;
  private final boolean isAlone;
  private Roll cast = new Roll(Fraction.ZERO, Fraction.ZERO);
  private Roll counting = cast;
  private Fraction yes = Fraction.ZERO;
  private Fraction no = Fraction.ZERO;
  private boolean vetoed;

  Outlook(Proposal proposal) {
    this.proposal = proposal;
    this.all = proposal.electorate().roll();
    var quorum = proposal.contest().quorum();
    this.needed = quorum.share().times(all.of(quorum.base()));
    // Nobody catches up with the only option.
    this.isAlone = proposal.contest().options().size() == 1;
  }

  /** A first ballot that counts, of a participant. */
  void add(AgentId voter, Ballot ballot) {
    var weight = proposal.electorate().weights().get(voter);
    if (weight == null) {
      // The arbiter rules on ties, and is no voter.
      return;
    }
    var one = new Roll(Fraction.ONE, weight);
    cast = cast.with(one);
    if (proposal.contest().quorum().counts(ballot)) {
      counting = counting.with(one);
    }
    switch (ballot) {
      case Ballot.Yes _ -> yes = yes.plus(weight);
      case Ballot.No _ -> no = no.plus(weight);
      case Ballot.Veto _ -> vetoed = true;
      case Ballot.Abstain _ -> {}
      case Ballot.Choice _, Ballot.Ranking _, Ballot.Approval _, Ballot.Scores _ -> {}
    }
  }

  /** Whether a count could come to something that no missing ballot changes. */
  boolean mayBeCertain() {
    if (vetoed) {
      return true;
    }
    var base = proposal.contest().quorum().base();
    if (needed.exceeds(counting.of(base))) {
      return needed.exceeds(counting.of(base).plus(all.without(cast).of(base)));
    }
    var missing = all.weight().minus(cast.weight());
    return switch (proposal.contest().rule().counted()) {
      case YesOrNo rule -> holds(rule, missing);
      // An average may be led by a few.
      case VotingRule.Score _ -> true;
      case VotingRule.Election _ -> isAlone || !missing.exceeds(cast.weight());
      case VotingRule.Weighted _ -> true;
    };
  }

  private boolean holds(YesOrNo rule, Fraction missing) {
    // Of what was cast, the rules look at YES and NO alone.
    var count = new ThresholdCount(rule, yes, no, Fraction.ZERO, Fraction.ZERO, all.weight());
    return count.passes() ? count.passesWithout(missing) : !count.passesWith(missing);
  }
}
