package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Score;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Adds scores, or takes their means. Used for one count. Immutable. */
final class ScoreCount {
  private final Score rule;
  private final Options options;

  /** By option: the sum of scores by weight. */
  private final Fraction[] sums;

  /** By option: the weight that its sum comes from. */
  private final Fraction[] bases;

  ScoreCount(Score rule, Options options, BallotBox box) {
    this.rule = rule;
    this.options = options;
    var given = box.piles().stream().map(pile -> scores(pile.ballot())).toList();
    var weights = Weights.of(box.piles().stream().map(Pile::total).toList());
    this.sums =
        weights.sums(
            options.size(),
            Score.LIMIT,
            (all, pile, weight) ->
                given.get(pile).forEach((name, it) -> all[options.number(name)] += it * weight));
    this.bases = bases(weights, given);
  }

  private Fraction[] bases(Weights weights, List<Map<String, Integer>> given) {
    return weights.sums(
        options.size(),
        1,
        (all, pile, weight) -> {
          var scored = given.get(pile).keySet();
          var counted =
              rule.unscored() == Score.Unscored.ZERO && !scored.isEmpty()
                  ? options.names()
                  : scored;
          counted.forEach(name -> all[options.number(name)] += weight);
        });
  }

  private static Map<String, Integer> scores(Ballot ballot) {
    return ballot instanceof Ballot.Scores(var scores, _) ? scores : Map.of();
  }

  Finding finding(TieBreaker breaker) {
    var values =
        IntStream.range(0, options.size())
            .mapToObj(option -> value(sums[option], bases[option]))
            .toArray(Fraction[]::new);
    var round = Round.only(tally(values));
    return Arrays.stream(bases).allMatch(Fraction::isZero)
        ? Leaderboard.nobody(options, round)
        : Leaderboard.elect(options, values, round, breaker, Pairings.NONE);
  }

  /** The least value that the option has after ballots of this weight more. */
  Fraction least(int option, Fraction missing) {
    return bound(option, missing, Math.min(rule.least(), withoutScore()));
  }

  /** The greatest value that the option has after ballots of this weight more. */
  Fraction greatest(int option, Fraction missing) {
    return bound(option, missing, Math.max(rule.most(), withoutScore()));
  }

  // All missing ballots give the same extreme score. A mean moves furthest when all of them do.
  private Fraction bound(int option, Fraction missing, int score) {
    return value(sums[option].plus(missing.times(score)), bases[option].plus(missing));
  }

  // What a ballot adds that does not score the option; in a mean that excludes it, no extreme.
  private int withoutScore() {
    boolean excluded = rule.unscored() == Score.Unscored.EXCLUDED;
    return excluded && rule.average() == Score.Average.MEAN ? rule.least() : 0;
  }

  private Fraction value(Fraction sum, Fraction base) {
    if (rule.average() == Score.Average.SUM) {
      return sum;
    }
    // An option without any score is behind all others.
    return base.isZero() ? Fraction.of(rule.least() - 1L) : sum.dividedBy(base);
  }

  private Map<String, Fraction> tally(Fraction[] values) {
    var tally = new LinkedHashMap<String, Fraction>();
    for (int i = 0; i < values.length; i++) {
      if (!bases[i].isZero()) {
        tally.put(options.name(i), values[i]);
      }
    }
    return tally;
  }
}
