package dev.maos.message;

import dev.maos.base.Topic;
import dev.maos.monitor.Counter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Counts published messages by topic and priority: the first topics by name, all later ones
 * together. To count is a look into a map and an addition; only the first message of a topic waits
 * for others. Thread-safe.
 */
final class TopicCounters {
  private static final Priority[] PRIORITIES = Priority.values();

  private final Map<Topic, Counter[]> named = new ConcurrentHashMap<>();
  private final Counter[] others = row();

  void published(Message message) {
    row(message.topic())[message.priority().lane()].increment();
  }

  private Counter[] row(Topic topic) {
    var known = named.get(topic);
    return known == null ? newRow(topic) : known;
  }

  // Looked at under no lock first, so that a storm of new topics beyond the bound waits for nobody.
  private Counter[] newRow(Topic topic) {
    if (named.size() >= TopicStats.MOST || topic.value().equals(TopicStats.OTHER)) {
      return others;
    }
    synchronized (this) {
      return named.size() >= TopicStats.MOST
          ? named.getOrDefault(topic, others)
          : named.computeIfAbsent(topic, _ -> row());
    }
  }

  private static Counter[] row() {
    var row = new Counter[PRIORITIES.length];
    Arrays.setAll(row, _ -> new Counter());
    return row;
  }

  /** By name; the others, if there are any, last. */
  List<TopicStats> snapshot() {
    var byName =
        named.entrySet().stream()
            .map(entry -> stats(entry.getKey().value(), entry.getValue()))
            .sorted(Comparator.comparing(TopicStats::topic));
    var rest = stats(TopicStats.OTHER, others);
    var isUsed = rest.published().values().stream().anyMatch(count -> count > 0);
    return Stream.concat(byName, isUsed ? Stream.of(rest) : Stream.empty()).toList();
  }

  private static TopicStats stats(String topic, Counter[] row) {
    var published = new EnumMap<Priority, Long>(Priority.class);
    for (var priority : PRIORITIES) {
      published.put(priority, row[priority.lane()].total());
    }
    return new TopicStats(topic, published);
  }
}
