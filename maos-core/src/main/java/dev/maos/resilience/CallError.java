package dev.maos.resilience;

import java.time.Instant;

/**
 * A call through {@link ErrorPolicies} has failed for good.
 *
 * @param component whose call it was
 * @param operation what was tried
 * @param error what its caller got
 * @param at when
 */
public record CallError(String component, String operation, Throwable error, Instant at) {}
