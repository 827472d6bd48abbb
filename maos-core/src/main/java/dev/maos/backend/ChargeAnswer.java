package dev.maos.backend;

import java.time.Duration;

/** What became of some charges. */
public sealed interface ChargeAnswer {
  /** All were taken. */
  record Taken() implements ChargeAnswer {}

  /**
   * None was taken.
   *
   * @param index of the first charge that its account does not allow
   * @param after which time it can be taken if nobody takes anything meanwhile; longer than its
   *     burst if its cost alone is
   */
  record TooMuch(int index, Duration after) implements ChargeAnswer {}

  /** None was taken, because there are so many accounts that there is no room for another. */
  record Full() implements ChargeAnswer {}
}
