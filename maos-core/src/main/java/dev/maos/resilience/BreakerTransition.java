package dev.maos.resilience;

import java.time.Instant;

/**
 * A circuit breaker has changed its state.
 *
 * @param breaker its name
 * @param from the state before
 * @param to the state since
 * @param at when
 */
public record BreakerTransition(
    String breaker, CircuitBreaker.State from, CircuitBreaker.State to, Instant at) {}
