package dev.maos.micrometer;

import dev.maos.message.BusMetrics;
import dev.maos.message.QueueStats;
import dev.maos.message.TopicStats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What is exported of the bus. Keeps the names of queues that it has told. Not thread-safe. */
final class BusReadings {
  private final TagValues queues = new TagValues();

  void read(BusMetrics bus, Readings into) {
    bus.topics().forEach(topic -> read(topic, into));
    into.count("maos.messages.delivered", "Handed to handlers here", bus.messagesReceived())
        .count("maos.messages.failed", "Deliveries whose handler failed", bus.messagesFailed())
        .count("maos.messages.redelivered", "Deliveries that were not the first", bus.redelivered())
        .count("maos.messages.dead.lettered", "Buried here", bus.deadLettered())
        .count("maos.messages.expired", "Expired before their handler", bus.expired())
        .count("maos.messages.duplicate", "Publishes that were stored already", bus.duplicates())
        .count("maos.messages.refused", "Publishes that were refused", bus.refused())
        .count("maos.settlements.stale", "Settled after the lease was lost", bus.stale())
        .count("maos.replies.late", "Replies that nobody waited for", bus.lateReplies())
        .level("maos.subscriptions.active", "Subscriptions at work", bus.activeSubscriptions())
        .latency(
            "maos.delivery.latency",
            "From publishing to the start of the handler",
            bus.deliveryLatency());
    readQueues(bus.queues(), into);
  }

  private static void read(TopicStats topic, Readings into) {
    topic
        .published()
        .forEach((priority, count) ->
            into.count(
                "maos.messages.published",
                "Accepted from publishers here",
                count,
                "topic",
                topic.topic(),
                "priority",
                priority.name().toLowerCase(Locale.ROOT)));
  }

  private void readQueues(List<QueueStats> all, Readings into) {
    queues.present(all.stream().map(each -> each.queue().toString()).sorted().toList());
    state(all, into, "ready", QueueStats::ready);
    state(all, into, "in_flight", QueueStats::claimed);
    state(all, into, "delayed", QueueStats::delayed);
    state(all, into, "dead", QueueStats::dead);
    count(all, into, "maos.queue.dropped", "At most once, without room", QueueStats::dropped);
    count(all, into, "maos.queue.missed", "Skipped by readers that lag", QueueStats::missed);
    count(all, into, "maos.queue.expired", "Expired while they waited", QueueStats::expired);
  }

  private void state(
      List<QueueStats> all, Readings into, String state, ToLongFunction<QueueStats> number) {
    folded(all, number)
        .forEach((queue, sum) ->
            into.level(
                "maos.queue.messages",
                "In a queue now, by their state",
                sum,
                "queue",
                queue,
                "state",
                state));
  }

  private void count(
      List<QueueStats> all,
      Readings into,
      String words,
      String help,
      ToLongFunction<QueueStats> number) {
    folded(all, number).forEach((queue, sum) -> into.count(words, help, sum, "queue", queue));
  }

  private Map<String, Long> folded(List<QueueStats> all, ToLongFunction<QueueStats> number) {
    var sums = new TreeMap<String, Long>();
    for (var each : all) {
      sums.merge(queues.of(each.queue().toString()), number.applyAsLong(each), Long::sum);
    }
    return sums;
  }
}
