package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** For any two options, the weight that prefers the one to the other. Immutable. */
final class PairMatrix {
  private final Options options;
  private final int size;
  private final Fraction[] weights;

  private PairMatrix(Options options, Fraction[] weights) {
    this.options = options;
    this.size = options.size();
    this.weights = weights;
  }

  static PairMatrix of(RankedPiles piles, Unranked unranked) {
    int size = piles.options().size();
    var ranked = new boolean[size];
    return new PairMatrix(
        piles.options(),
        piles
            .weights()
            .sums(
                size * size,
                1,
                (sums, pile, weight) -> {
                  addRanked(sums, piles.code(pile), size, weight);
                  if (unranked == Unranked.TIED_LAST) {
                    addUnranked(sums, piles.code(pile), ranked, weight);
                  }
                }));
  }

  private static void addRanked(long[] sums, int[] code, int size, long weight) {
    int start = 0;
    while (start < code.length) {
      int end = RankingCode.endOfRank(code, start);
      for (int i = start; i < end; i++) {
        int row = RankingCode.option(code[i]) * size;
        for (int j = end; j < code.length; j++) {
          sums[row + RankingCode.option(code[j])] += weight;
        }
      }
      start = end;
    }
  }

  private static void addUnranked(long[] sums, int[] code, boolean[] ranked, long weight) {
    if (code.length == ranked.length) {
      return;
    }
    Arrays.fill(ranked, false);
    for (int entry : code) {
      ranked[RankingCode.option(entry)] = true;
    }
    for (int last = 0; last < ranked.length; last++) {
      if (!ranked[last]) {
        for (int entry : code) {
          sums[RankingCode.option(entry) * ranked.length + last] += weight;
        }
      }
    }
  }

  Options options() {
    return options;
  }

  int size() {
    return size;
  }

  Fraction weight(int one, int other) {
    return weights[one * size + other];
  }

  boolean beats(int one, int other) {
    return weight(one, other).exceeds(weight(other, one));
  }

  /** How strong one beats the other; zero if it does not. */
  Fraction strength(int one, int other, Strength measure) {
    if (!beats(one, other)) {
      return Fraction.ZERO;
    }
    return switch (measure) {
      case WINNING_VOTES -> weight(one, other);
      case MARGINS -> weight(one, other).minus(weight(other, one));
    };
  }

  /** How many others one beats, a draw counting half. */
  Fraction wins(int one) {
    long doubled = 0;
    for (int other = 0; other < size; other++) {
      if (other != one) {
        doubled += 1 + Integer.signum(weight(one, other).compareTo(weight(other, one)));
      }
    }
    return Fraction.of(doubled, 2);
  }

  Duel duel(int one, int other) {
    return new Duel(options.name(one), options.name(other), weight(one, other), weight(other, one));
  }

  List<Duel> duels() {
    var duels = new ArrayList<Duel>();
    for (int one = 0; one < size; one++) {
      for (int other = one + 1; other < size; other++) {
        duels.add(duel(one, other));
      }
    }
    return duels;
  }
}
