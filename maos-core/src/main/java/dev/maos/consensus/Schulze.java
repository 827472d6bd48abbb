package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Counts by strongest paths, after Markus Schulze, "A new monotonic, clone-independent, reversal
 * symmetric, and Condorcet-consistent single-winner election method", Social Choice and Welfare 36
 * (2011).
 *
 * <p>Every victory of one option over another is a link. A path is as strong as its weakest link.
 * One option is before another if its strongest path to it is stronger than the strongest path
 * back; this never runs in a circle, although victories may. Strengths are only compared, so they
 * are replaced by their places in order, and the paths are found with whole numbers.
 */
final class Schulze {
  private final PairMatrix pairs;
  private final Fraction[] strengths;
  private final int[][] paths;

  Schulze(PairMatrix pairs, Strength measure) {
    this.pairs = pairs;
    this.strengths = strengths(pairs, measure);
    this.paths = widest(links(pairs, measure, strengths));
  }

  Finding finding(TieBreaker breaker) {
    var options = pairs.options();
    var layers = Layers.of(pairs.size(), this::isBefore);
    var order = layers.stream().map(options::names).toList();
    var wins = new Fraction[pairs.size()];
    for (int one = 0; one < wins.length; one++) {
      wins[one] = Fraction.of(wins(one));
    }
    return Leaderboard.elect(
        options,
        layers.getFirst(),
        order,
        Round.only(options.tally(wins)),
        breaker,
        new Pairings(pairs.duels(), paths(), List.of()));
  }

  private boolean isBefore(int one, int other) {
    return paths[one][other] > paths[other][one];
  }

  private long wins(int one) {
    long wins = 0;
    for (int other = 0; other < paths.length; other++) {
      wins += isBefore(one, other) ? 1 : 0;
    }
    return wins;
  }

  private List<Duel> paths() {
    var options = pairs.options();
    var found = new ArrayList<Duel>();
    for (int one = 0; one < paths.length; one++) {
      for (int other = one + 1; other < paths.length; other++) {
        found.add(
            new Duel(
                options.name(one),
                options.name(other),
                strengths[paths[one][other]],
                strengths[paths[other][one]]));
      }
    }
    return found;
  }

  /** All strengths that occur, ascending; the first one is zero, for no victory. */
  private static Fraction[] strengths(PairMatrix pairs, Strength measure) {
    var all = new TreeSet<Fraction>();
    all.add(Fraction.ZERO);
    for (int one = 0; one < pairs.size(); one++) {
      for (int other = 0; other < pairs.size(); other++) {
        all.add(pairs.strength(one, other, measure));
      }
    }
    return all.toArray(Fraction[]::new);
  }

  private static int[][] links(PairMatrix pairs, Strength measure, Fraction[] strengths) {
    int size = pairs.size();
    var links = new int[size][size];
    for (int one = 0; one < size; one++) {
      for (int other = 0; other < size; other++) {
        links[one][other] = Arrays.binarySearch(strengths, pairs.strength(one, other, measure));
      }
    }
    return links;
  }

  // Floyd and Warshall, with the weakest link in place of the sum.
  private static int[][] widest(int[][] paths) {
    int size = paths.length;
    for (int by = 0; by < size; by++) {
      for (int one = 0; one < size; one++) {
        for (int other = 0; other < size; other++) {
          int detour = Math.min(paths[one][by], paths[by][other]);
          if (one != other && detour > paths[one][other]) {
            paths[one][other] = detour;
          }
        }
      }
    }
    return paths;
  }
}
