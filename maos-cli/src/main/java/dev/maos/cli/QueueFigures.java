package dev.maos.cli;

import dev.maos.message.QueueStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say about a queue: its name, and a number for each word. */
final class QueueFigures {
  private static final String[] HEAD = {
    "QUEUE", "READY", "CLAIMED", "DELAYED", "DEAD", "DROPPED", "MISSED", "EXPIRED"
  };

  private QueueFigures() {}

  static Map<String, Object> of(QueueStats stats) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("queue", stats.queue().toString());
    fields.put("ready", stats.ready());
    fields.put("claimed", stats.claimed());
    fields.put("delayed", stats.delayed());
    fields.put("dead", stats.dead());
    fields.put("dropped", stats.dropped());
    fields.put("missed", stats.missed());
    fields.put("expired", stats.expired());
    return fields;
  }

  static List<String> table(Style style, List<QueueStats> queues) {
    var table = new Table(style, HEAD);
    queues.forEach(
        stats -> table.add(of(stats).values().stream().map(QueueFigures::cell).toArray()));
    return table.lines();
  }

  private static String cell(Object value) {
    return value instanceof Number number ? String.format(Locale.ROOT, "%,d", number) : value + "";
  }
}
