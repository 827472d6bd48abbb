package dev.maos.consensus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The outcome of a vote, and all that is needed to see why.
 *
 * <p>All of voting is in {@link #of(Proposal, List, Instant)}: the same proposal, ballots and time
 * give the same count, on every machine, now and later. No clock is read, nothing is stored, and no
 * number is rounded. Immutable.
 *
 * @param decision what came out, {@link Decision.Undecided} while missing ballots could change it
 * @param turnout how many took part
 * @param rounds the steps of the count so far, at least one
 * @param order the options from the first to the last, equal ones together; empty when a proposal
 *     passes or not
 * @param pairings the options side by side, under rules that compare pairs
 * @param refused ballots that do not count, and why
 */
public record Count(
    Decision decision,
    Turnout turnout,
    List<Round> rounds,
    List<List<String>> order,
    Pairings pairings,
    List<Refusal> refused) {
  /** Copies the lists. */
  public Count {
    rounds = List.copyOf(rounds);
    order = order.stream().map(List::copyOf).toList();
    refused = List.copyOf(refused);
  }

  /**
   * Counts the ballots of a proposal as they are at this time.
   *
   * <p>Before the deadline there is a decision as soon as no ballot that is still missing could
   * change it, whatever it says; delegated ballots are missing until the deadline. A ballot counts
   * if it fits the contest and came from an eligible participant before the deadline; of several
   * from one participant the first counts, or the latest revision where the proposal allows
   * revisions. The order of the list does not matter, that of {@link Cast#sequence} does.
   *
   * @param now the time of the clock that stamped the ballots
   */
  public static Count of(Proposal proposal, List<Cast> ballots, Instant now) {
    return Ledger.of(proposal, ballots).count(now);
  }

  /**
   * The decision of a proposal that stands at this time: that of {@link #of(Proposal, List,
   * Instant)} if it is final. Quicker where none does, for it counts only if one may.
   */
  public static Optional<Decision> decided(Proposal proposal, List<Cast> ballots, Instant now) {
    return Ledger.of(proposal, ballots).decision(now);
  }

  /**
   * Counts a contest that is over.
   *
   * @throws dev.maos.base.InvalidInputException if a ballot does not fit the contest, or more was
   *     cast than could be; the place is named, as in {@code ballots[17].ranking[2][0]}
   */
  public static Count of(Contest contest, BallotBox box) {
    return new Closing(contest, box).count();
  }

  Count refused(List<Refusal> those) {
    return new Count(decision, turnout, rounds, order, pairings, those);
  }

  Count refusing(List<Refusal> more) {
    return more.isEmpty() ? this : refused(Stream.concat(refused.stream(), more.stream()).toList());
  }

  Count undecided() {
    return new Count(new Decision.Undecided(), turnout, rounds, order, pairings, refused);
  }
}
