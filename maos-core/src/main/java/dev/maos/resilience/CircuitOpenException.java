package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;

/** A circuit breaker is open; the call was not made. */
public final class CircuitOpenException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final String breaker;
  private final Duration retryAfter;

  CircuitOpenException(String breaker, Duration retryAfter) {
    super(
        ErrorCode.CIRCUIT_OPEN,
        "circuit breaker \"" + breaker + "\" refuses calls; next trial in " + retryAfter);
    this.breaker = breaker;
    this.retryAfter = retryAfter;
  }

  /** The name of the breaker. */
  public String breaker() {
    return breaker;
  }

  /** How long until a trial call is let through; zero while trial calls are under way. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
