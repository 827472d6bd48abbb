package dev.maos.event;

import dev.maos.monitor.Counter;
import dev.maos.monitor.LatencyHistogram;

/** What a dispatcher counts. Subscriptions count for themselves, and add it here at their end. */
final class EventCounters {
  /** Counted where it is not what is routed: over a store that other processes share. */
  final Counter dispatched = new Counter();

  final Tallies routed = new Tallies();

  /** How often events began and ended to be handled on the threads that told them. */
  final Tallies begun = new Tallies();

  final Tallies ended = new Tallies();
  final Counter persisted = new Counter();
  final Counter refused = new Counter();
  final Counter announcementsLost = new Counter();
  final LatencyHistogram latency = new LatencyHistogram();

  // Of subscriptions that are closed.
  final Counter delivered = new Counter();
  final Counter failed = new Counter();
  final Counter dropped = new Counter();
  final Counter expired = new Counter();
  final Counter deadLettered = new Counter();
}
