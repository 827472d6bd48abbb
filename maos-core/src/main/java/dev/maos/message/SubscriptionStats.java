package dev.maos.message;

import java.util.Optional;

/**
 * What one subscription has counted since it was opened.
 *
 * @param received deliveries to its handler
 * @param redelivered of these, the ones that were not the first of their message
 * @param failed deliveries whose handler threw or outlived its lease
 * @param deadLettered messages it buried
 * @param stale attempts to settle what it had lost
 * @param lastError the last handler's error, in words
 */
public record SubscriptionStats(
    long received,
    long redelivered,
    long failed,
    long deadLettered,
    long stale,
    Optional<String> lastError) {}
