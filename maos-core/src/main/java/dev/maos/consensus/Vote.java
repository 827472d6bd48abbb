package dev.maos.consensus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a vote stands, with everything that was said. Immutable.
 *
 * @param openedAt when it was proposed, by the store's clock
 * @param ballots all that were taken, with their reasons, in order; also those that came between
 *     the decisive one and the end
 * @param late ballots that came too late
 * @param count what the ballots come to: the ones that the result covers, if there is one
 * @param result how it ended, if it has
 * @param position how far its log goes
 */
public record Vote(
    Proposal proposal,
    Instant openedAt,
    List<Cast> ballots,
    List<Cast> late,
    Count count,
    Optional<VoteResult> result,
    LogPosition position) {
  /** Copies the lists. */
  public Vote {
    ballots = List.copyOf(ballots);
    late = List.copyOf(late);
  }

  /** What came out, or {@link Decision.Undecided}. */
  public Decision decision() {
    return result.map(VoteResult::decision).orElseGet(Decision.Undecided::new);
  }

  /** What that means for those who asked. */
  public Decision.Status status() {
    return decision().status();
  }
}
