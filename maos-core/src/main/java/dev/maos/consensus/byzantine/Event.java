package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;

/** What happens to a {@link Seat}. Immutable. */
public sealed interface Event {
  /** The seat is taken, for the first time or after a restart. */
  record Began() implements Event {}

  /** The member votes. */
  record Voted(Statement.Paper paper) implements Event {}

  /**
   * A letter came.
   *
   * @param from who sent it, as far as the courier knows; only answers go by it
   */
  record Heard(AgentId from, Letter letter) implements Event {}

  /** The time that was asked for by {@link Effect.Wake} has passed. */
  record Elapsed(Alarm alarm, int number) implements Event {}

  /** The member's clock is past the deadline. */
  record Closed() implements Event {}

  /** What a seat waits for by the clock. */
  enum Alarm {
    /** The round has taken too long; the number is that of the round. */
    ROUND,
    /** The leader has waited for missing ballots; the number is that of the round. */
    GRACE,
    /** What was sent may have been lost; the number counts from 0 on. */
    AGAIN
  }
}
