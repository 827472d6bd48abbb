package dev.maos.event;

import dev.maos.monitor.LatencySnapshot;

/**
 * What a dispatcher has counted since it was opened, and what it has now.
 *
 * @param eventsDispatched events accepted here, recorded or not
 * @param persisted of these, the ones that were recorded
 * @param deliveries handlers that have returned
 * @param errors calls of handlers that threw
 * @param dropped events lost at the bound of a mailbox, or to a pause
 * @param expired events whose time to live was over before a handler was called
 * @param deadLettered events that a subscription could not handle
 * @param refused dispatches refused: bad input, store not reachable or full
 * @param announcementsLost events of the layer itself that found no room
 * @param subscriptions open subscriptions, durable ones included
 * @param unindexed of the filters, those that every event is shown to, since no term leads to them
 * @param streams open streams
 * @param lag events that wait for handlers: those in mailboxes, and how far durable subscriptions
 *     lie behind the history
 * @param latency from dispatch to the start of a handler, of every 64th event
 */
public record EventMetrics(
    long eventsDispatched,
    long persisted,
    long deliveries,
    long errors,
    long dropped,
    long expired,
    long deadLettered,
    long refused,
    long announcementsLost,
    int subscriptions,
    int unindexed,
    int streams,
    long lag,
    LatencySnapshot latency) {}
