package dev.maos.consensus;

import dev.maos.consensus.VotingRule.Strength;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts by ranked pairs, after Nicolaus Tideman, "Independence of clones as a criterion for voting
 * rules", Social Choice and Welfare 4 (1987).
 *
 * <p>Victories are locked from the strongest to the weakest, but for those that contradict what is
 * locked already. Victories of equal strength are locked together, so their order does not matter,
 * unless some of them would form a circle. Those on a circle are locked one after the other in the
 * order that the tie chain gives to the options: first those over the worst loser, of one loser
 * those of the best winner, so that the best option of the chain loses last. If the chain gives no
 * such order, none of them is locked.
 */
final class RankedPairs {
  private final PairMatrix pairs;
  private final TieBreaker breaker;
  private final Reach locked;
  private final List<Duel> sequence = new ArrayList<>();
  private final List<Tie> ties = new ArrayList<>();

  RankedPairs(PairMatrix pairs, Strength measure, TieBreaker breaker) {
    this.pairs = pairs;
    this.breaker = breaker;
    this.locked = new Reach(pairs.size());
    victories(pairs, measure).values().forEach(this::lock);
  }

  /** One option that beats another. */
  private record Victory(int winner, int loser) {}

  Finding finding() {
    var options = pairs.options();
    var layers = Layers.of(pairs.size(), locked::has);
    var below = new Fraction[pairs.size()];
    for (int one = 0; one < below.length; one++) {
      below[one] = Fraction.of(locked.from(one));
    }
    var found =
        Leaderboard.elect(
            options,
            layers.getFirst(),
            layers.stream().map(options::names).toList(),
            Round.only(options.tally(below)),
            breaker,
            new Pairings(pairs.duels(), List.of(), sequence));
    return withTies(found);
  }

  private Finding withTies(Finding found) {
    var round = found.rounds().getFirst();
    var all = new ArrayList<>(ties);
    all.addAll(round.ties());
    return new Finding(found.decision(), List.of(round.ties(all)), found.order(), found.pairings());
  }

  private static Map<Fraction, List<Victory>> victories(PairMatrix pairs, Strength measure) {
    var victories = new TreeMap<Fraction, List<Victory>>(Comparator.reverseOrder());
    for (int one = 0; one < pairs.size(); one++) {
      for (int other = 0; other < pairs.size(); other++) {
        if (pairs.beats(one, other)) {
          victories
              .computeIfAbsent(pairs.strength(one, other, measure), _ -> new ArrayList<>())
              .add(new Victory(one, other));
        }
      }
    }
    return victories;
  }

  private void lock(List<Victory> equals) {
    var possible = equals.stream().filter(this::isPossible).toList();
    var together = locked.copy();
    possible.forEach(it -> together.add(it.winner(), it.loser()));
    var circling = new ArrayList<Victory>();
    for (var victory : possible) {
      if (together.has(victory.loser(), victory.winner())) {
        circling.add(victory);
      } else {
        lock(victory);
      }
    }
    if (!circling.isEmpty()) {
      lockInOrder(circling);
    }
  }

  private void lockInOrder(List<Victory> circling) {
    var winners = new TreeSet<>(circling.stream().map(Victory::winner).toList());
    ties.add(breaker.best(List.copyOf(winners)).tie());
    var places = breaker.places();
    if (places.isEmpty()) {
      return;
    }
    circling.sort(inOrder(places.get()));
    for (var victory : circling) {
      if (isPossible(victory)) {
        lock(victory);
      }
    }
  }

  private static Comparator<Victory> inOrder(int[] places) {
    return Comparator.comparingInt((Victory it) -> -places[it.loser()])
        .thenComparingInt(it -> places[it.winner()]);
  }

  private boolean isPossible(Victory victory) {
    return !locked.has(victory.loser(), victory.winner());
  }

  private void lock(Victory victory) {
    locked.add(victory.winner(), victory.loser());
    sequence.add(pairs.duel(victory.winner(), victory.loser()));
  }
}
