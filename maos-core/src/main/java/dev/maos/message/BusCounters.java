package dev.maos.message;

import dev.maos.monitor.Counter;
import dev.maos.monitor.LatencyHistogram;

/** What a bus counts. */
final class BusCounters {
  final Counter sent = new Counter();
  final Counter received = new Counter();
  final Counter failed = new Counter();
  final Counter redelivered = new Counter();
  final Counter deadLettered = new Counter();
  final Counter expired = new Counter();
  final Counter duplicates = new Counter();
  final Counter stale = new Counter();
  final Counter refused = new Counter();
  final Counter lateReplies = new Counter();
  final TopicCounters topics = new TopicCounters();
  final LatencyHistogram latency = new LatencyHistogram();
}
