package dev.maos.security.limits;

import java.time.Duration;

/** What became of some charges. */
public sealed interface LimitAnswer {
  /** All were taken. */
  record Taken() implements LimitAnswer {}

  /**
   * None was taken, because of one of them.
   *
   * @param after which time it can be taken, if nobody takes anything meanwhile
   */
  record TooMuch(Charge charge, Duration after) implements LimitAnswer {}

  /** None was taken, and one of them never can be: it is more than a burst, or the rate is 0. */
  record Never(Charge charge) implements LimitAnswer {}

  /** None was taken, because so many keys are counted that there is no room for another. */
  record Full(Duration after) implements LimitAnswer {}
}
