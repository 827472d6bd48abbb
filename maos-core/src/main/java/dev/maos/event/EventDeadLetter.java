package dev.maos.event;

import java.time.Instant;

/**
 * An event that a subscription could not handle.
 *
 * @param delivery the event as it came
 * @param attempts how often the handler was called for it
 * @param error what the last call threw, in words
 * @param buriedAt when it was given up
 */
public record EventDeadLetter(
    EventDelivery delivery, int attempts, String error, Instant buriedAt) {}
