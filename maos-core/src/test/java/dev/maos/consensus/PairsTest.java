package dev.maos.consensus;

import static dev.maos.consensus.Elections.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.maos.base.Seed;
import dev.maos.consensus.VotingRule.RankedPairs;
import dev.maos.consensus.VotingRule.Schulze;
import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Rules that compare pairs: what unranked means, how strong a victory is, and all paths. */
class PairsTest {
  private static final List<String> ABC = List.of("A", "B", "C");

  @Test
  void unrankedIsLastOrNoOpinion() {
    String[] ballots = {"3: A", "4: B>A"};

    var last = count(new Schulze(Strength.WINNING_VOTES, Unranked.TIED_LAST), ABC, ballots);
    var open = count(new Schulze(Strength.WINNING_VOTES, Unranked.NO_OPINION), ABC, ballots);

    assertThat(last.pairings().duels())
        .extracting(Duel::forOne, Duel::forOther)
        .containsExactly(pair(3, 4), pair(7, 0), pair(4, 0));
    assertThat(open.pairings().duels())
        .extracting(Duel::forOne, Duel::forOther)
        .containsExactly(pair(0, 4), pair(0, 0), pair(0, 0));
    assertThat(last.decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(open.decision()).isEqualTo(new Decision.Tied(List.of("B", "C")));
  }

  @Test
  void winningVotesAndMarginsAreDifferentStrengths() {
    // A beats B by 11 to 9, B beats C by 8 to 2, C beats A by 9 to 6. By winning votes the victory
    // of B over C is the weakest, by margins that of A over B.
    var piles = new ArrayList<Pile>();
    piles.addAll(Elections.duels(List.of("A", "B"), new long[][] {{0, 11}, {9, 0}}));
    piles.addAll(Elections.duels(List.of("B", "C"), new long[][] {{0, 8}, {2, 0}}));
    piles.addAll(Elections.duels(List.of("C", "A"), new long[][] {{0, 9}, {6, 0}}));

    assertThat(winners(Strength.WINNING_VOTES, piles)).containsOnly(new Decision.Winner("C"));
    assertThat(winners(Strength.MARGINS, piles)).containsOnly(new Decision.Winner("B"));
  }

  private static List<Decision> winners(Strength strength, List<Pile> piles) {
    return List.<VotingRule>of(
            new Schulze(strength, Unranked.NO_OPINION),
            new RankedPairs(strength, Unranked.NO_OPINION))
        .stream()
        .map(rule -> count(Contest.between(ABC, rule), piles).decision())
        .toList();
  }

  @Test
  void rankedPairsLocksTheStrongestFirst() {
    var count = count(VotingRule.rankedPairs(), ABC, "7: A>B>C", "6: B>C>A", "5: C>A>B");

    assertThat(count.pairings().locked())
        .extracting(Duel::one, Duel::other, Duel::forOne)
        .containsExactly(tuple("B", "C", Fraction.of(13)), tuple("A", "B", Fraction.of(12)));
    assertThat(count.order()).containsExactly(List.of("A"), List.of("B"), List.of("C"));
  }

  @Test
  void theStrongestPathsAreThoseOfTryingThemAll() {
    Seed.next()
        .times(
            200,
            random -> {
              var elections = new RandomElections(random);
              var options = elections.options(2, 5);
              var piles = elections.piles(1, 9, () -> elections.weak(options));
              var strength = elections.one(List.of(Strength.values()));
              var rule = new Schulze(strength, Unranked.TIED_LAST);

              var pairings = count(Contest.between(options, rule), piles).pairings();

              var links = new Links(options, pairings.duels(), strength);
              for (var path : pairings.paths()) {
                assertThat(path.forOne())
                    .as("%s", piles)
                    .isEqualTo(links.strongest(path.one(), path.other()));
                assertThat(path.forOther())
                    .as("%s", piles)
                    .isEqualTo(links.strongest(path.other(), path.one()));
              }
            });
  }

  private static Tuple pair(long one, long other) {
    return tuple(Fraction.of(one), Fraction.of(other));
  }

  /** Every path without a circle, one after the other. */
  private record Links(List<String> options, List<Duel> duels, Strength measure) {
    Fraction strongest(String from, String to) {
      return strongest(from, to, options);
    }

    private Fraction strongest(String from, String to, List<String> left) {
      var best = strength(from, to);
      var rest = left.stream().filter(it -> !it.equals(from)).toList();
      for (var by : rest) {
        if (!by.equals(to)) {
          var first = strength(from, by);
          var then = strongest(by, to, rest);
          var path = first.exceeds(then) ? then : first;
          best = path.exceeds(best) ? path : best;
        }
      }
      return best;
    }

    private Fraction strength(String one, String other) {
      for (var duel : duels) {
        if (duel.one().equals(one) && duel.other().equals(other)) {
          return strength(duel.forOne(), duel.forOther());
        }
        if (duel.one().equals(other) && duel.other().equals(one)) {
          return strength(duel.forOther(), duel.forOne());
        }
      }
      return Fraction.ZERO;
    }

    private Fraction strength(Fraction mine, Fraction theirs) {
      if (!mine.exceeds(theirs)) {
        return Fraction.ZERO;
      }
      return measure == Strength.MARGINS ? mine.minus(theirs) : mine;
    }
  }
}
