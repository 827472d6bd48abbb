package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Majority;
import dev.maos.consensus.VotingRule.NemCon;
import dev.maos.consensus.VotingRule.Unanimous;
import dev.maos.consensus.VotingRule.YesOrNo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts YES and NO against a threshold. Immutable. */
record ThresholdCount(
    YesOrNo rule, Fraction yes, Fraction no, Fraction abstain, Fraction veto, Fraction eligible) {
  private static final int YES = 0;
  private static final int NO = 1;
  private static final int ABSTAIN = 2;
  private static final int VETO = 3;

  static ThresholdCount of(YesOrNo rule, BallotBox box) {
    var piles = box.piles();
    var weights = Weights.of(piles.stream().map(Pile::total).toList());
    var kinds = piles.stream().mapToInt(pile -> kind(pile.ballot())).toArray();
    var sums = weights.sums(4, 1, (all, pile, weight) -> all[kinds[pile]] += weight);
    return new ThresholdCount(
        rule, sums[YES], sums[NO], sums[ABSTAIN], sums[VETO], box.roll().weight());
  }

  private static int kind(Ballot ballot) {
    return switch (ballot) {
      case Ballot.Yes _ -> YES;
      case Ballot.No _ -> NO;
      case Ballot.Veto _ -> VETO;
      case Ballot.Abstain _ -> ABSTAIN;
      case Ballot.Choice _, Ballot.Ranking _, Ballot.Approval _, Ballot.Scores _ ->
          throw new AssertionError("a ballot that was not checked: " + ballot);
    };
  }

  Finding finding() {
    var decision = passes() ? new Decision.Passed() : new Decision.Rejected();
    var round = Round.only(tally());
    return Finding.of(decision, threshold().map(round::threshold).orElse(round));
  }

  boolean passes() {
    return switch (rule) {
      case Majority majority -> passes(majority);
      case Unanimous() -> yes.signum() > 0 && yes.equals(eligible);
      case NemCon() -> yes.signum() > 0 && no.isZero();
    };
  }

  // Nothing of nothing never passes, whatever the share.
  private boolean passes(Majority majority) {
    int comparison = yes.compareTo(needed(majority));
    boolean reached =
        switch (majority.strictness()) {
          case MORE_THAN -> comparison > 0;
          case AT_LEAST -> comparison >= 0;
        };
    return yes.signum() > 0 && reached;
  }

  /** Whether it passes even if all this weight says NO. */
  boolean passesWithout(Fraction missing) {
    return new ThresholdCount(rule, yes, no.plus(missing), abstain, veto, eligible).passes();
  }

  /** Whether it passes if all this weight says YES. */
  boolean passesWith(Fraction missing) {
    return new ThresholdCount(rule, yes.plus(missing), no, abstain, veto, eligible).passes();
  }

  private Fraction needed(Majority majority) {
    return majority
        .threshold()
        .times(
            switch (majority.base()) {
              case CAST -> yes.plus(no);
              case ELIGIBLE -> eligible;
            });
  }

  private Optional<Fraction> threshold() {
    return switch (rule) {
      case Majority majority -> Optional.of(needed(majority));
      case Unanimous() -> Optional.of(eligible);
      case NemCon() -> Optional.empty();
    };
  }

  private Map<String, Fraction> tally() {
    var tally = new LinkedHashMap<String, Fraction>();
    tally.put("YES", yes);
    tally.put("NO", no);
    tally.put("ABSTAIN", abstain);
    if (!veto.isZero()) {
      tally.put("VETO", veto);
    }
    return tally;
  }
}
