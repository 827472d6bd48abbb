package dev.maos.event;

import java.util.Optional;

/**
 * What one subscription has counted since it was opened.
 *
 * @param delivered events whose handler has returned
 * @param filtered events dispatched meanwhile that its filter did not want
 * @param failed calls of the handler that threw
 * @param dropped events lost at the bound of the mailbox, or to a pause
 * @param expired events whose time to live was over before the handler was called
 * @param deadLettered events that could not be handled
 * @param missed events of the history that were removed before it had read them
 * @param lag events that wait for the handler; of a durable subscription, how many sequences it
 *     lies behind
 * @param lastError the last handler's error, in words
 */
public record EventSubscriptionStats(
    long delivered,
    long filtered,
    long failed,
    long dropped,
    long expired,
    long deadLettered,
    long missed,
    long lag,
    Optional<String> lastError) {}
