package dev.maos.consensus;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Elects the option that has the most of something. */
final class Leaderboard {
  private Leaderboard() {}

  /**
   * The option with the greatest value, which may be shared.
   *
   * @param round the round with what is to be shown of the values
   */
  static Finding elect(
      Options options, Fraction[] values, Round round, TieBreaker breaker, Pairings pairings) {
    var most = Arrays.stream(values).max(Fraction::compareTo).orElseThrow();
    var first =
        IntStream.range(0, values.length).filter(it -> values[it].equals(most)).boxed().toList();
    return elect(options, first, options.order(values), round, breaker, pairings);
  }

  /** One of those who share the first place. */
  static Finding elect(
      Options options,
      List<Integer> first,
      List<List<String>> order,
      Round round,
      TieBreaker breaker,
      Pairings pairings) {
    if (first.size() == 1) {
      var winner = options.name(first.getFirst());
      return new Finding(
          new Decision.Winner(winner), List.of(round.elected(winner, List.of())), order, pairings);
    }
    var broken = breaker.best(first);
    var ties = List.of(broken.tie());
    if (!broken.isDecided()) {
      var tied = new Decision.Tied(options.names(broken.left()));
      return new Finding(tied, List.of(round.ties(ties)), order, pairings);
    }
    var winner = options.name(broken.only());
    return new Finding(
        new Decision.Winner(winner), List.of(round.elected(winner, ties)), order, pairings);
  }

  /** Nobody, because no ballot supports anybody. */
  static Finding nobody(Options options, Round round) {
    return new Finding(
        new Decision.Rejected(), List.of(round), List.of(options.names()), Pairings.NONE);
  }
}
