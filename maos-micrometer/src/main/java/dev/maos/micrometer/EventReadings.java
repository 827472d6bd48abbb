package dev.maos.micrometer;

import dev.maos.event.EventMetrics;

/** What is exported of events. */
final class EventReadings {
  private EventReadings() {}

  static void read(EventMetrics events, Readings into) {
    into.count("maos.events.dispatched", "Events accepted here", events.eventsDispatched())
        .count("maos.events.persisted", "Events recorded", events.persisted())
        .count("maos.events.delivered", "Handlers that have returned", events.deliveries())
        .count("maos.events.failed", "Handlers that threw", events.errors())
        .count("maos.events.dropped", "Lost at the bound of a mailbox", events.dropped())
        .count("maos.events.expired", "Expired before their handler", events.expired())
        .count("maos.events.dead.lettered", "Could not be handled", events.deadLettered())
        .count("maos.events.refused", "Dispatches that were refused", events.refused())
        .count(
            "maos.events.announcements.lost",
            "Events of the layer itself that found no room",
            events.announcementsLost())
        .level("maos.events.subscriptions", "Open subscriptions", events.subscriptions())
        .level(
            "maos.events.subscriptions.unindexed",
            "Filters that every event is shown to",
            events.unindexed())
        .level("maos.events.streams", "Open streams", events.streams())
        .level("maos.events.lag", "Events that wait for their handlers", (double) events.lag())
        .latency(
            "maos.events.delivery.latency",
            "From dispatch to the start of the handler, of every 64th event",
            events.latency());
  }
}
