package dev.maos.consensus;

import dev.maos.consensus.VotingRule.YesOrNo;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Counts a vote that is still open, and decides it if it can be decided.
 *
 * <p>A decision is certain when every way to complete the vote ends with it: each of those who are
 * missing says anything, or stays away. One of these ways is that nobody else votes, so the only
 * decision that can be certain is the one that the ballots at hand would give. It is, if it also
 * holds in the worst case for it. For majorities, unanimity, plurality, approval, scores and Borda
 * the worst case can be named, so they are decided at the first ballot at which they can be. For
 * instant run-off and the rules of pairs the test is sufficient, not necessary: first preferences
 * of more than half of all, or a lead over each other option that cannot be made up; at the latest
 * they are decided when all have voted.
 *
 * <p>Used for one count. Not thread-safe.
 */
final class Certainty {
  private final Proposal proposal;
  private final Contest contest;
  private final BallotBox box;
  private final Missing missing;
  private final Fraction weight;
  private final Options options;
  private final Closing closing;

  Certainty(Proposal proposal, BallotBox box, Missing missing) {
    this.proposal = proposal;
    this.contest = proposal.contest();
    this.box = box;
    this.missing = missing;
    this.weight = missing.roll().weight();
    this.options = new Options(contest.options());
    this.closing = new Closing(contest, box);
  }

  Count count() {
    var count = closing.count();
    boolean early = proposal.terms().ending() == Terms.Ending.WHEN_CERTAIN;
    return early && isCertain(count) ? count : count.undecided();
  }

  private boolean isCertain(Count count) {
    if (count.decision() instanceof Decision.Vetoed) {
      return true;
    }
    if (missing.veto()) {
      return false;
    }
    if (count.decision() instanceof Decision.NoQuorum) {
      return isOutOfReach(count.turnout());
    }
    if (weight.isZero() && !closing.breaker().missedRuling()) {
      return true;
    }
    return switch (contest.rule().counted()) {
      case YesOrNo rule -> holds(rule, count.decision());
      case VotingRule.Election rule -> leads(rule, count);
      case VotingRule.Weighted _ -> false;
    };
  }

  private boolean isOutOfReach(Turnout turnout) {
    var most = turnout.counting().plus(missing.roll().of(contest.quorum().base()));
    return turnout.needed().exceeds(most);
  }

  private boolean holds(YesOrNo rule, Decision decision) {
    var threshold = ThresholdCount.of(rule, box);
    return decision instanceof Decision.Passed
        ? threshold.passesWithout(weight)
        : !threshold.passesWith(weight);
  }

  private boolean leads(VotingRule.Election rule, Count count) {
    if (!(count.decision() instanceof Decision.Winner(var name))) {
      return false;
    }
    int winner = options.number(name);
    var first = count.rounds().getFirst();
    return switch (rule) {
      case VotingRule.Plurality _, VotingRule.Approval _ -> leads(winner, first, weight);
      case VotingRule.Borda _ -> leads(winner, first, weight.times(options.size() - 1L));
      case VotingRule.Score score -> leads(winner, score);
      case VotingRule.RankedChoice _ -> first.of(name).times(2).exceeds(box.roll().weight());
      case VotingRule.Schulze _, VotingRule.RankedPairs _, VotingRule.Copeland _ ->
          count.pairings().duels().stream().allMatch(duel -> isWon(duel, name));
    };
  }

  /** Whether nobody catches up who gains this much. */
  private boolean leads(int winner, Round round, Fraction gain) {
    var mine = round.of(options.name(winner));
    return others(
        winner, other -> isAhead(winner, mine, other, round.of(options.name(other)).plus(gain)));
  }

  private boolean leads(int winner, VotingRule.Score rule) {
    var scores = new ScoreCount(rule, options, box);
    var mine = scores.least(winner, weight);
    return others(winner, other -> isAhead(winner, mine, other, scores.greatest(other, weight)));
  }

  private boolean others(int winner, IntPredicate check) {
    return IntStream.range(0, options.size()).filter(it -> it != winner).allMatch(check);
  }

  // Equals are ahead if the tie chain says so, and cannot come to say something else.
  private boolean isAhead(int winner, Fraction least, int other, Fraction most) {
    int comparison = least.compareTo(most);
    if (comparison != 0) {
      return comparison > 0;
    }
    var breaker = new TieBreaker(options, contest, box);
    return breaker.prefers(winner, other) && !breaker.missedRuling();
  }

  private boolean isWon(Duel duel, String winner) {
    if (duel.one().equals(winner)) {
      return duel.forOne().minus(duel.forOther()).exceeds(weight);
    }
    return !duel.other().equals(winner) || duel.forOther().minus(duel.forOne()).exceeds(weight);
  }
}
