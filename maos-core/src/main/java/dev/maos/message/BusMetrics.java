package dev.maos.message;

import dev.maos.monitor.LatencySnapshot;
import java.util.List;

/**
 * What a bus has counted since it was opened, and its queues now.
 *
 * @param messagesSent accepted from publishers here, duplicates not counted
 * @param messagesReceived handed to handlers and receivers here
 * @param messagesFailed deliveries whose handler threw, or did not return within its lease
 * @param redelivered deliveries that were not the first of their message
 * @param deadLettered buried here, for whatever reason
 * @param expired messages found expired before their handler was called
 * @param duplicates publishes answered "already stored"
 * @param stale attempts to settle a delivery whose lease was lost
 * @param refused publishes refused: full queue, bad input, backend not reachable
 * @param lateReplies replies that came after their request had given up
 * @param deliveryLatency from publish to the start of the handler
 * @param topics what was accepted, by topic and priority; at most {@link TopicStats#MOST} and one
 * @param queues every queue of the backend; none while it does not answer, which health tells
 */
public record BusMetrics(
    long messagesSent,
    long messagesReceived,
    long messagesFailed,
    long redelivered,
    long deadLettered,
    long expired,
    long duplicates,
    long stale,
    long refused,
    long lateReplies,
    int activeSubscriptions,
    LatencySnapshot deliveryLatency,
    List<TopicStats> topics,
    List<QueueStats> queues) {

  /** Copies the lists. */
  public BusMetrics {
    topics = List.copyOf(topics);
    queues = List.copyOf(queues);
  }
}
