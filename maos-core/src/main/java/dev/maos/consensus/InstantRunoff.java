package dev.maos.consensus;

import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.RankedChoice.Elimination;
import dev.maos.consensus.VotingRule.RankedChoice.Until;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Counts by instant run-off, one round after the other.
 *
 * <p>Each ballot lies with one continuing option, or is exhausted. A round adds up the weight of
 * each; more than half of the continuing weight wins, so the exhausted are not in the base. Else
 * somebody is eliminated: all options that nobody has, or those who cannot win together (if the
 * rule says batch), or the last one. Used for one count. Not thread-safe.
 */
final class InstantRunoff {
  private final RankedChoice rule;
  private final Options options;
  private final RunoffBallots ballots;
  private final TieBreaker breaker;
  private final List<Round> rounds = new ArrayList<>();
  private final List<Fraction[]> tallies = new ArrayList<>();
  private final List<List<String>> order = new ArrayList<>();
  private final List<Integer> continuing = new ArrayList<>();

  InstantRunoff(RankedChoice rule, RankedPiles piles, TieBreaker breaker) {
    this.rule = rule;
    this.options = piles.options();
    this.ballots = new RunoffBallots(piles);
    this.breaker = breaker;
    for (int i = 0; i < options.size(); i++) {
      continuing.add(i);
    }
  }

  Finding finding() {
    while (true) {
      var tally = ballots.tally();
      tallies.add(tally);
      var total = continuing.stream().map(it -> tally[it]).reduce(Fraction.ZERO, Fraction::plus);
      var round = round(tally, total);
      var leader = leader(tally, total);
      if (total.isZero()) {
        return ended(round, new Decision.Rejected());
      }
      if (leader.isPresent() && isEnough()) {
        return elected(round, leader.get());
      }
      var leaving = leaving(tally);
      if (!leaving.isDecided()) {
        // With a majority somebody wins, whoever would have left next.
        var open = round.ties(leaving.ties());
        return leader.isPresent()
            ? elected(open, leader.get())
            : ended(open, new Decision.Tied(options.names(continuing)));
      }
      eliminate(leaving, tally, round);
    }
  }

  /**
   * Who leaves after a round.
   *
   * @param options those; several that nobody can tell apart, if it is not decided
   */
  private record Leaving(List<Integer> options, boolean isDecided, List<Tie> ties) {}

  private Round round(Fraction[] tally, Fraction total) {
    var named = new LinkedHashMap<String, Fraction>();
    continuing.forEach(it -> named.put(options.name(it), tally[it]));
    return new Round(
        rounds.size() + 1,
        named,
        tally[options.size()],
        Optional.of(total.times(Fraction.HALF)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private Optional<Integer> leader(Fraction[] tally, Fraction total) {
    return continuing.stream().filter(it -> tally[it].times(2).exceeds(total)).findFirst();
  }

  private boolean isEnough() {
    return rule.until() == Until.MAJORITY || continuing.size() <= 2;
  }

  private Leaving leaving(Fraction[] tally) {
    var ascending = new ArrayList<>(continuing);
    ascending.sort((one, other) -> tally[one].compareTo(tally[other]));
    var together = together(ascending, tally);
    if (!together.isEmpty()) {
      return new Leaving(together, true, List.of());
    }
    var least = tally[ascending.getFirst()];
    var last = ascending.stream().filter(it -> tally[it].equals(least)).toList();
    if (last.size() == 1) {
      return new Leaving(last, true, List.of());
    }
    var broken = breaker.worst(last, tallies.subList(0, tallies.size() - 1));
    return new Leaving(broken.left(), broken.isDecided(), List.of(broken.tie()));
  }

  private void eliminate(Leaving leaving, Fraction[] tally, Round round) {
    var out = leaving.options();
    continuing.removeAll(out);
    var transfers = ballots.move(out);
    rounds.add(round.eliminated(options.names(out), leaving.ties(), transfers));
    remember(out, tally);
  }

  /** Those that can go at once without another order of elimination changing anything. */
  private List<Integer> together(List<Integer> ascending, Fraction[] tally) {
    int nobody = (int) ascending.stream().filter(it -> tally[it].isZero()).count();
    if (nobody > 0) {
      return List.copyOf(ascending.subList(0, nobody));
    }
    return rule.elimination() == Elimination.BATCH ? batch(ascending, tally) : List.of();
  }

  // The most options that have together less than the next one: none of them can overtake it.
  private List<Integer> batch(List<Integer> ascending, Fraction[] tally) {
    int most = ascending.size() - (rule.until() == Until.TWO ? 2 : 1);
    var sum = Fraction.ZERO;
    int size = 0;
    for (int i = 0; i < most; i++) {
      sum = sum.plus(tally[ascending.get(i)]);
      if (tally[ascending.get(i + 1)].exceeds(sum)) {
        size = i + 1;
      }
    }
    return List.copyOf(ascending.subList(0, size));
  }

  // Who left earlier is behind; who left together is in the order of what they had.
  private void remember(List<Integer> leaving, Fraction[] tally) {
    for (var value : leaving.stream().map(it -> tally[it]).distinct().toList()) {
      var equals = leaving.stream().filter(it -> tally[it].equals(value)).toList();
      order.addFirst(options.names(equals));
    }
  }

  private Finding elected(Round round, int leader) {
    var name = options.name(leader);
    return ended(round.elected(name, round.ties()), new Decision.Winner(name));
  }

  private Finding ended(Round round, Decision decision) {
    rounds.add(round);
    var last = tallies.getLast();
    var left = new Options(options.names(continuing));
    var values = continuing.stream().map(it -> last[it]).toArray(Fraction[]::new);
    var all = new ArrayList<>(left.order(values));
    all.addAll(order);
    return new Finding(decision, rounds, all, Pairings.NONE);
  }
}
