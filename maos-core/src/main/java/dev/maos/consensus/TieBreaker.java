package dev.maos.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells equals apart by the chain of a contest, and writes down how. Used for one count. Not
 * thread-safe.
 */
final class TieBreaker {
  private final Options options;
  private final List<TieRule> chain;
  private final BallotBox box;
  private final Contest contest;
  private int[] lot = {};
  private boolean missedRuling;

  TieBreaker(Options options, Contest contest, BallotBox box) {
    this.options = options;
    this.chain = contest.ties();
    this.box = box;
    this.contest = contest;
  }

  /** Those whom the chain left: one, if it could decide. */
  record Broken(List<Integer> left, Tie tie) {
    boolean isDecided() {
      return left.size() == 1;
    }

    int only() {
      return left.getFirst();
    }
  }

  /** Which end of the order is looked for. */
  private enum End {
    BEST,
    WORST
  }

  /** The best one of equals. */
  Broken best(List<Integer> equals) {
    return broken(equals, End.BEST, List.of());
  }

  /**
   * The worst one of equals.
   *
   * @param earlier what every option had in each of the earlier rounds, the first one first
   */
  Broken worst(List<Integer> equals, List<Fraction[]> earlier) {
    return broken(equals, End.WORST, earlier);
  }

  /** Whether a ruling of the arbiter could have mattered and was not there. */
  boolean missedRuling() {
    return missedRuling;
  }

  /** Whether the chain puts one option before the other, whatever else is equal to them. */
  boolean prefers(int one, int other) {
    var broken = best(List.of(one, other));
    return broken.isDecided() && broken.only() == one;
  }

  /** The place of every option in the order of the chain; empty if the chain leaves equals. */
  Optional<int[]> places() {
    var places = new int[options.size()];
    var left = new ArrayList<>(IntStream.range(0, options.size()).boxed().toList());
    for (int place = 0; !left.isEmpty(); place++) {
      var first = best(left);
      if (!first.isDecided()) {
        return Optional.empty();
      }
      places[first.only()] = place;
      left.remove(Integer.valueOf(first.only()));
    }
    return Optional.of(places);
  }

  private Broken broken(List<Integer> equals, End end, List<Fraction[]> earlier) {
    var steps = new ArrayList<Tie.Step>();
    var left = equals;
    for (int i = 0; i < chain.size() && left.size() > 1; i++) {
      left = left(chain.get(i), left, end, earlier);
      steps.add(new Tie.Step(chain.get(i).name(), options.names(left)));
    }
    return new Broken(left, new Tie(options.names(equals), steps));
  }

  private List<Integer> left(
      TieRule rule, List<Integer> equals, End end, List<Fraction[]> earlier) {
    return switch (rule) {
      case TieRule.PreviousRounds() -> fewest(equals, earlier);
      case TieRule.Order(var order) -> at(end, equals, places(order));
      case TieRule.Lot() -> at(end, equals, lot());
      case TieRule.Arbiter _ -> {
        missedRuling |= box.ruling().isEmpty();
        yield at(end, equals, ranks(box.ruling()));
      }
      case TieRule.StatusQuo() -> equals;
    };
  }

  private static List<Integer> fewest(List<Integer> equals, List<Fraction[]> earlier) {
    var left = equals;
    for (var tally : earlier.reversed()) {
      var least = left.stream().map(it -> tally[it]).min(Fraction::compareTo).orElseThrow();
      left = left.stream().filter(it -> tally[it].equals(least)).toList();
    }
    return left;
  }

  private static List<Integer> at(End end, List<Integer> equals, int[] places) {
    var found = equals.stream().mapToInt(it -> places[it]);
    int wanted = (end == End.BEST ? found.min() : found.max()).orElseThrow();
    return equals.stream().filter(it -> places[it] == wanted).toList();
  }

  private int[] places(List<String> order) {
    return ranks(order.stream().map(List::of).toList());
  }

  // What a ruling does not name is behind what it names.
  private int[] ranks(List<List<String>> order) {
    var places = new int[options.size()];
    Arrays.fill(places, order.size());
    for (int rank = 0; rank < order.size(); rank++) {
      for (var name : order.get(rank)) {
        places[options.number(name)] = rank;
      }
    }
    return places;
  }

  // Drawn when it is needed, and once.
  private int[] lot() {
    if (lot.length == 0) {
      var text = box.lot().isEmpty() ? contest.digest() : box.lot();
      var order = LotOrder.of(text, options.size());
      lot = new int[order.length];
      for (int place = 0; place < order.length; place++) {
        lot[order[place]] = place;
      }
    }
    return lot;
  }
}
