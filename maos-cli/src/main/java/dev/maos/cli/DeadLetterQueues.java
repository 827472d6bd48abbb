package dev.maos.cli;

import dev.maos.message.DeadLetter;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The queues that have dead letters, by their names.
 *
 * @param found one for each of them
 */
record DeadLetterQueues(List<Found> found) {

  /**
   * One such queue.
   *
   * @param dead how many dead letters it has
   * @param oldest when the first of them was buried
   */
  record Found(QueueName queue, int dead, Instant oldest) {}

  /** Those that are there now; one that is emptied meanwhile is left out. */
  static DeadLetterQueues of(MessageTransport messages) {
    return new DeadLetterQueues(
        messages.queues().stream()
            .filter(stats -> stats.dead() > 0)
            .sorted(Comparator.comparing(stats -> stats.queue().toString()))
            .flatMap(stats -> found(messages, stats))
            .toList());
  }

  private static Stream<Found> found(MessageTransport messages, QueueStats stats) {
    return messages.deadLetters(stats.queue(), Optional.empty(), 1).stream()
        .map(DeadLetter::buriedAt)
        .map(oldest -> new Found(stats.queue(), stats.dead(), oldest));
  }

  void print(Terminal terminal, boolean json) {
    if (json) {
      var lines = new JsonLines(terminal);
      found.forEach(queue -> lines.print(fields(queue)));
    } else {
      table(terminal.outStyle()).lines().forEach(terminal.out()::println);
    }
  }

  private static Map<String, Object> fields(Found queue) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("queue", queue.queue().toString());
    fields.put("dead", queue.dead());
    fields.put("oldest", queue.oldest().toString());
    return fields;
  }

  private Table table(Style style) {
    var table = new Table(style, "QUEUE", "DEAD", "OLDEST");
    for (var queue : found) {
      table.add(
          queue.queue(),
          String.format(Locale.ROOT, "%,d", queue.dead()),
          queue.oldest().truncatedTo(ChronoUnit.SECONDS));
    }
    return table;
  }
}
