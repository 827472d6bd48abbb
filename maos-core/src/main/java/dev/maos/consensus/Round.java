package dev.maos.consensus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a count, with all that is needed to do it again by hand. Immutable.
 *
 * @param number from 1 on
 * @param tally what each continuing option has, or each of YES, NO, ABSTAIN and VETO
 * @param exhausted the weight of ballots that name no continuing option any more; zero under rules
 *     that exhaust none
 * @param threshold what is needed to pass or win, if the rule has such a number
 * @param eliminated who leaves after this round, the weakest first
 * @param elected who is elected in it
 * @param ties the equals that had to be told apart in it
 * @param transfers where the ballots of the eliminated go
 */
public record Round(
    int number,
    Map<String, Fraction> tally,
    Fraction exhausted,
    Optional<Fraction> threshold,
    List<String> eliminated,
    List<String> elected,
    List<Tie> ties,
    List<Transfer> transfers) {

  /** Copies the collections, keeping the order of the tally. */
  public Round {
    tally = Collections.unmodifiableMap(new LinkedHashMap<>(tally));
    eliminated = List.copyOf(eliminated);
    elected = List.copyOf(elected);
    ties = List.copyOf(ties);
    transfers = List.copyOf(transfers);
  }

  /** What an option or a voice has in this round; zero if it is not in it. */
  public Fraction of(String name) {
    return tally.getOrDefault(name, Fraction.ZERO);
  }

  /** The only round of a rule that has one. */
  static Round only(Map<String, Fraction> tally) {
    return new Round(
        1, tally, Fraction.ZERO, Optional.empty(), List.of(), List.of(), List.of(), List.of());
  }

  Round threshold(Fraction needed) {
    return new Round(
        number, tally, exhausted, Optional.of(needed), eliminated, elected, ties, transfers);
  }

  Round elected(String option, List<Tie> broken) {
    return new Round(
        number, tally, exhausted, threshold, eliminated, List.of(option), broken, transfers);
  }

  Round ties(List<Tie> broken) {
    return new Round(number, tally, exhausted, threshold, eliminated, elected, broken, transfers);
  }

  Round eliminated(List<String> options, List<Tie> broken, List<Transfer> moved) {
    return new Round(number, tally, exhausted, threshold, options, elected, broken, moved);
  }
}
