package dev.maos.resilience;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stretch of time that a circuit breaker spends in one state.
 *
 * <p>Each is an object of its own and compared by identity, so that the result of a call which
 * began in an earlier phase is told apart. Thread-safe.
 */
final class BreakerPhase {
  private final CircuitBreaker.State state;
  private final long since;
  private final AtomicBoolean ended = new AtomicBoolean();

  BreakerPhase(CircuitBreaker.State state, long since) {
    this.state = state;
    this.since = since;
  }

  CircuitBreaker.State state() {
    return state;
  }

  /** When it began, in nanoseconds of the breaker's time. */
  long since() {
    return since;
  }

  /** Whether the caller is the one, of several, that ends it. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }
}
