package dev.maos.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Rankings as numbers, equal ones together; see {@link RankingCode}. Whoever abstains is not among
 * them, a blank ranking is. Immutable.
 */
final class RankedPiles {
  private final Options options;
  private final List<int[]> codes;
  private final Weights weights;

  private RankedPiles(Options options, List<int[]> codes, Weights weights) {
    this.options = options;
    this.codes = codes;
    this.weights = weights;
  }

  static RankedPiles of(Contest contest, List<Pile> piles) {
    var options = new Options(contest.options());
    var rankings = RankingCode.of(contest.rule(), options);
    var numbers = new HashMap<Key, Integer>();
    var codes = new ArrayList<int[]>();
    var weights = new ArrayList<Fraction>();
    for (int i = 0; i < piles.size(); i++) {
      var pile = piles.get(i);
      var ranks = ranks(pile.ballot());
      if (ranks.isEmpty()) {
        continue;
      }
      var code = rankings.encode(ranks.get(), "ballots[" + i + "].ranking");
      int number = numbers.computeIfAbsent(new Key(code), _ -> codes.size());
      if (number == codes.size()) {
        codes.add(code);
        weights.add(pile.total());
      } else {
        weights.set(number, weights.get(number).plus(pile.total()));
      }
    }
    return new RankedPiles(options, codes, Weights.of(weights));
  }

  private static Optional<List<List<String>>> ranks(Ballot ballot) {
    return switch (ballot) {
      case Ballot.Choice(var option, _) -> Optional.of(List.of(List.of(option)));
      case Ballot.Ranking(var ranks, _) -> Optional.of(ranks);
      case Ballot.Yes _, Ballot.No _, Ballot.Abstain _, Ballot.Veto _ -> Optional.empty();
      case Ballot.Approval _, Ballot.Scores _ -> Optional.empty();
    };
  }

  Options options() {
    return options;
  }

  /** Whether no ballot ranks anything, or none that does has any weight. */
  boolean isBlank() {
    return weights
        .sums(1, 1, (sums, pile, weight) -> sums[0] += codes.get(pile).length > 0 ? weight : 0)[0]
        .isZero();
  }

  /** How many different rankings there are. */
  int size() {
    return codes.size();
  }

  int[] code(int pile) {
    return codes.get(pile);
  }

  Weights weights() {
    return weights;
  }

  /** A code, equal to others of the same numbers. */
  private static final class Key {
    private final int[] code;
    private final int hash;

    Key(int[] code) {
      this.code = code;
      this.hash = Arrays.hashCode(code);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(code, that.code);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
