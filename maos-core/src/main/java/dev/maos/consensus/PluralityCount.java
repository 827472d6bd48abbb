package dev.maos.consensus;

import java.util.Arrays;
import java.util.List;

/** Counts the ballots that name an option first, or approve it. */
final class PluralityCount {
  private PluralityCount() {}

  static Finding of(Options options, BallotBox box, TieBreaker breaker) {
    var named = box.piles().stream().map(pile -> named(options, pile.ballot())).toList();
    var weights = Weights.of(box.piles().stream().map(Pile::total).toList());
    var totals =
        weights.sums(
            options.size(),
            1,
            (sums, pile, weight) -> {
              for (int option : named.get(pile)) {
                sums[option] += weight;
              }
            });
    var round = Round.only(options.tally(totals));
    return Arrays.stream(totals).allMatch(Fraction::isZero)
        ? Leaderboard.nobody(options, round)
        : Leaderboard.elect(options, totals, round, breaker, Pairings.NONE);
  }

  private static int[] named(Options options, Ballot ballot) {
    return switch (ballot) {
      case Ballot.Choice(var option, _) -> numbers(options, List.of(option));
      case Ballot.Ranking(var ranks, _) -> numbers(options, ranks.getFirst());
      case Ballot.Approval(var approved, _) -> numbers(options, approved);
      case Ballot.Yes _, Ballot.No _, Ballot.Abstain _, Ballot.Veto _ -> new int[0];
      case Ballot.Scores _ -> new int[0];
    };
  }

  private static int[] numbers(Options options, List<String> names) {
    return names.stream().mapToInt(options::number).toArray();
  }
}
