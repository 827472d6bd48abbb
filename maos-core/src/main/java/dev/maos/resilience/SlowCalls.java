package dev.maos.resilience;

import java.time.Duration;

/** What a circuit breaker makes of calls that succeed or fail too late. Immutable. */
public sealed interface SlowCalls {

  /** How long a call takes does not matter, and is not measured. */
  record Ignored() implements SlowCalls {}

  /**
   * The breaker opens when too many of the recent calls are slow.
   *
   * @param duration a call that takes longer is slow; positive
   * @param rate the share of slow calls that opens the breaker, above 0 up to 1
   */
  record OpenAt(Duration duration, double rate) implements SlowCalls {
    /** Checks the values. */
    public OpenAt {
      Check.breakerDuration("slowCalls.duration", duration);
      Check.rate("slowCalls.rate", rate);
    }
  }
}
