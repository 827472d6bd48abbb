package dev.maos.resilience;

/**
 * What went through a circuit breaker since it was made.
 *
 * @param breaker its name
 * @param state its state
 * @param succeeded calls that returned
 * @param failed calls that threw an error that counts
 * @param ignored calls that threw an error that does not count
 * @param refused calls that were not made
 * @param opened how often it opened
 */
public record BreakerStats(
    String breaker,
    CircuitBreaker.State state,
    long succeeded,
    long failed,
    long ignored,
    long refused,
    long opened) {}
