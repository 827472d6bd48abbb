package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.VotingRule.Form;
import dev.maos.consensus.VotingRule.YesOrNo;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Counts a contest as if nobody else would vote. Used for one count. Not thread-safe. */
final class Closing {
  private final Contest contest;
  private final BallotBox box;
  private final Options options;
  private final TieBreaker breaker;

  Closing(Contest contest, BallotBox box) {
    this.contest = contest;
    this.box = box;
    this.options = new Options(contest.options());
    this.breaker = new TieBreaker(options, contest, box);
  }

  Count count() {
    check();
    var turnout = turnout();
    var finding = finding(contest.rule());
    return new Count(
        decision(turnout, finding.decision()),
        turnout,
        finding.rounds(),
        finding.order(),
        finding.pairings(),
        List.of());
  }

  TieBreaker breaker() {
    return breaker;
  }

  private void check() {
    var check = new BallotCheck(contest);
    for (int i = 0; i < box.piles().size(); i++) {
      var ballot = box.piles().get(i).ballot();
      // Where all are rankings, they are checked when they are read.
      boolean later = ballot instanceof Ballot.Ranking && contest.rule().form() == Form.RANKING;
      if (!later) {
        check.check(ballot, "ballots[" + i + "].");
      }
    }
    contest.checkRuling(box.ruling(), "");
  }

  private Turnout turnout() {
    var heads = Weights.of(box.piles().stream().map(Pile::count).toList());
    var weights = Weights.of(box.piles().stream().map(Pile::total).toList());
    var cast = new Roll(heads.total(), weights.total());
    if (!box.roll().holds(cast)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT,
          "ballots",
          "%s with a weight of %s".formatted(cast.participants(), cast.weight()),
          "no more than may vote: %s with a weight of %s"
              .formatted(box.roll().participants(), box.roll().weight()));
    }
    var quorum = contest.quorum();
    var measured =
        switch (quorum.base()) {
          case PARTICIPANTS -> heads;
          case WEIGHT -> weights;
        };
    var piles = box.piles();
    var counting =
        measured
            .sums(
                1,
                1,
                (sums, pile, weight) ->
                    sums[0] += quorum.counts(piles.get(pile).ballot()) ? weight : 0)[0];
    return new Turnout(
        box.roll(), cast, counting, quorum.share().times(box.roll().of(quorum.base())));
  }

  private Decision decision(Turnout turnout, Decision found) {
    if (box.piles().stream().anyMatch(Closing::isVeto)) {
      return new Decision.Vetoed();
    }
    return turnout.isQuorum() ? found : new Decision.NoQuorum();
  }

  private static boolean isVeto(Pile pile) {
    return pile.ballot() instanceof Ballot.Veto && !pile.count().isZero();
  }

  private Finding finding(VotingRule rule) {
    return switch (rule) {
      case VotingRule.Weighted(var over) -> finding(over);
      case YesOrNo passing -> ThresholdCount.of(passing, box).finding();
      case VotingRule.Plurality(), VotingRule.Approval() ->
          PluralityCount.of(options, box, breaker);
      case VotingRule.Score score -> new ScoreCount(score, options, box).finding(breaker);
      case VotingRule.RankedChoice runoff ->
          new InstantRunoff(runoff, RankedPiles.of(contest, box.piles()), breaker).finding();
      case VotingRule.Schulze(var strength, var unranked) ->
          ranked(piles -> new Schulze(PairMatrix.of(piles, unranked), strength).finding(breaker));
      case VotingRule.RankedPairs(var strength, var unranked) ->
          ranked(piles ->
              new RankedPairs(PairMatrix.of(piles, unranked), strength, breaker).finding());
      case VotingRule.Copeland(var unranked) ->
          ranked(piles -> copeland(PairMatrix.of(piles, unranked)));
      case VotingRule.Borda(var unranked) ->
          ranked(piles -> borda(new BordaCount(piles, unranked).points()));
    };
  }

  private Finding ranked(Function<RankedPiles, Finding> rule) {
    var piles = RankedPiles.of(contest, box.piles());
    if (piles.isBlank()) {
      var nothing = new Fraction[options.size()];
      Arrays.fill(nothing, Fraction.ZERO);
      return Leaderboard.nobody(options, Round.only(options.tally(nothing)));
    }
    return rule.apply(piles);
  }

  private Finding copeland(PairMatrix pairs) {
    var wins = new Fraction[pairs.size()];
    for (int one = 0; one < wins.length; one++) {
      wins[one] = pairs.wins(one);
    }
    return Leaderboard.elect(
        options,
        wins,
        Round.only(options.tally(wins)),
        breaker,
        new Pairings(pairs.duels(), List.of(), List.of()));
  }

  private Finding borda(Fraction[] points) {
    return Leaderboard.elect(
        options, points, Round.only(options.tally(points)), breaker, Pairings.NONE);
  }
}
