package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a contest is counted from once it is over. Immutable.
 *
 * @param roll who could have voted
 * @param piles the ballots
 * @param ruling the order of the arbiter, its best rank first; empty if there is none
 * @param lot the text from which lots are drawn; if it is empty, the hash of the contest is it
 */
public record BallotBox(Roll roll, List<Pile> piles, List<List<String>> ruling, String lot) {
  /** Copies the lists. */
  public BallotBox {
    piles = List.copyOf(piles);
    ruling = ruling.stream().map(List::copyOf).toList();
  }

  /** These ballots, and nobody else who could have voted. */
  public static BallotBox of(List<Pile> piles) {
    return new BallotBox(Roll.of(piles), piles, List.of(), "");
  }

  /** The ballots of these participants; who casts none is spoken for by its delegate, if it can. */
  public static BallotBox of(Electorate electorate, Map<AgentId, Ballot> ballots) {
    var delegates = electorate.delegates();
    return of(
        electorate,
        agent -> Delegation.ballot(agent, it -> Optional.ofNullable(ballots.get(it)), delegates));
  }

  /** These ballots, whoever casts none says nothing. */
  static BallotBox of(Electorate electorate, Function<AgentId, Optional<Ballot>> ballots) {
    var piles = new ArrayList<Pile>();
    electorate
        .weights()
        .forEach((agent, weight) ->
            ballots.apply(agent).ifPresent(it -> piles.add(new Pile(it, Fraction.ONE, weight))));
    return new BallotBox(electorate.roll(), piles, List.of(), "");
  }

  /** The same ballots, with others who could have voted. */
  public BallotBox among(Roll others) {
    return new BallotBox(others, piles, ruling, lot);
  }

  /** The same ballots, with a ruling of the arbiter. */
  public BallotBox ruled(List<List<String>> order) {
    return new BallotBox(roll, piles, order, lot);
  }

  /** The same ballots, with lots drawn from this text. */
  public BallotBox lot(String text) {
    return new BallotBox(roll, piles, ruling, text);
  }
}
