package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Unranked;
import java.util.Arrays;

/**
 * Adds points: from each ballot an option has one for every option that the ballot puts below it,
 * and half a one for every equal. Where unranked options are no opinion, a ballot compares only
 * those that it ranks. Used for one count. Not thread-safe.
 */
final class BordaCount {
  private final RankedPiles piles;
  private final Unranked unranked;
  private final boolean[] ranked;

  BordaCount(RankedPiles piles, Unranked unranked) {
    this.piles = piles;
    this.unranked = unranked;
    this.ranked = new boolean[piles.options().size()];
  }

  /** What every option has. */
  Fraction[] points() {
    int size = ranked.length;
    // Doubled, so that halves are whole numbers.
    var points = piles.weights().sums(size, 2L * size, this::add);
    for (int i = 0; i < size; i++) {
      points[i] = points[i].times(Fraction.HALF);
    }
    return points;
  }

  private void add(long[] sums, int pile, long weight) {
    var code = piles.code(pile);
    int below = mark(code);
    int start = 0;
    while (start < code.length) {
      int end = RankingCode.endOfRank(code, start);
      below -= end - start;
      for (int i = start; i < end; i++) {
        sums[RankingCode.option(code[i])] += weight * (2L * below + end - start - 1);
      }
      start = end;
    }
    for (int option = 0; option < ranked.length; option++) {
      if (!ranked[option] && unranked == Unranked.TIED_LAST) {
        sums[option] += weight * (below - 1);
      }
    }
  }

  /** Notes which options are ranked, and returns how many options the ballot compares. */
  private int mark(int[] code) {
    Arrays.fill(ranked, false);
    for (int entry : code) {
      ranked[RankingCode.option(entry)] = true;
    }
    return unranked == Unranked.TIED_LAST ? ranked.length : code.length;
  }
}
