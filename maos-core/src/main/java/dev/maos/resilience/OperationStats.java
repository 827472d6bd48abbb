package dev.maos.resilience;

/**
 * What became of the calls of one operation of one component.
 *
 * @param component whose calls
 * @param operation which operation
 * @param calls how often it was called
 * @param succeeded how many of them returned
 * @param failed how many of them threw, refused ones not included
 * @param refused how many a circuit breaker refused
 * @param retries how many further attempts were made
 */
public record OperationStats(
    String component,
    String operation,
    long calls,
    long succeeded,
    long failed,
    long refused,
    long retries) {}
