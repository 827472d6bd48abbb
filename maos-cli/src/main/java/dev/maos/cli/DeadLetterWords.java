package dev.maos.cli;

import dev.maos.message.DeadLetter;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say about a dead letter. */
final class DeadLetterWords {
  private static final long MICROS = 1_000_000;

  private DeadLetterWords() {}

  /** What its JSON has besides that of the message. */
  static Map<String, Object> fields(DeadLetter letter) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("queue", letter.queue().toString());
    fields.put("reason", letter.reason().name());
    fields.put("detail", letter.detail());
    fields.put("attempts", letter.attempts());
    fields.put("buriedAt", letter.buriedAt().toString());
    return fields;
  }

  /** All of it, for people. */
  static List<String> lines(DeadLetter letter) {
    var lines = new ArrayList<String>();
    lines.add(row("id", letter.id()));
    lines.add(row("queue", letter.queue()));
    lines.add(
        row("reason", letter.reason() + (letter.detail().isEmpty() ? "" : ": " + letter.detail())));
    lines.add(row("tries", letter.attempts()));
    addTimes(letter.envelope(), lines);
    lines.add(row("buried", letter.buriedAt()));
    addMessage(letter.envelope().message(), lines);
    return lines;
  }

  private static void addTimes(Envelope envelope, List<String> lines) {
    lines.add(row("sent", moment(envelope.sentAtMicros())));
    if (envelope.dueAtMicros() != envelope.sentAtMicros()) {
      lines.add(row("due", moment(envelope.dueAtMicros())));
    }
    lines.add(row("expires", moment(envelope.expiresAtMicros())));
  }

  private static void addMessage(Message message, List<String> lines) {
    lines.add(row("from", message.sender()));
    lines.add(row("to", message.recipient()));
    lines.add(row("topic", message.topic()));
    lines.add(row("type", (message.type() + " " + message.name()).strip()));
    lines.add(row("priority", message.priority()));
    lines.add(row("promise", message.guarantee()));
    message
        .headers()
        .values()
        .forEach((name, value) -> lines.add(row("header", name + "=" + value)));
    var payload = message.payload();
    lines.add(row("payload", Count.of(payload.size(), "byte") + " of " + payload.mediaType()));
    lines.add("");
    lines.add(Contents.words(payload));
  }

  private static Instant moment(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  private static String row(String name, Object value) {
    return String.format(Locale.ROOT, "%-9s %s", name, value);
  }
}
