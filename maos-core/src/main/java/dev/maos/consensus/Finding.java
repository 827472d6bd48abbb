package dev.maos.consensus;

import java.util.List;

/** What a rule makes of the ballots, before anybody asks for a quorum or a veto. Immutable. */
record Finding(Decision decision, List<Round> rounds, List<List<String>> order, Pairings pairings) {
  Finding {
    rounds = List.copyOf(rounds);
    order = order.stream().map(List::copyOf).toList();
  }

  static Finding of(Decision decision, Round round) {
    return new Finding(decision, List.of(round), List.of(), Pairings.NONE);
  }
}
