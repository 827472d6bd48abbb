package dev.maos.cli;

import dev.maos.base.Payload;
import dev.maos.event.CloudEvents;
import dev.maos.event.RecordedEvent;
import dev.maos.message.Delivery;
import dev.maos.message.Envelope;
import dev.maos.message.MessageJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints JSON, one object a line, each handed on at once. What a terminal could take for a command,
 * and what the locale has no character for, is escaped, which changes nothing of the content.
 */
final class JsonLines {
  private final Terminal terminal;

  JsonLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Two fields in this order, which {@code Map.of} would not keep. */
  static Map<String, Object> fields(String first, Object value, String second, Object other) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put(first, value);
    fields.put(second, other);
    return fields;
  }

  void print(Map<String, ?> fields) {
    printText(Payload.of(fields).text());
  }

  /** Prints the JSON form of a message and how it was delivered. */
  void print(Delivery delivery) {
    var more = fields("queue", delivery.queue().toString(), "attempt", delivery.attempt());
    print(Envelopes.of(delivery), more);
  }

  /** Prints the JSON form of a message, and more fields behind it. */
  void print(Envelope envelope, Map<String, ?> more) {
    var message = MessageJson.write(envelope);
    var tail = Payload.of(more).text();
    printText(message.substring(0, message.length() - 1) + "," + tail.substring(1));
  }

  /** Prints an event as a CloudEvent. */
  void print(RecordedEvent recorded) {
    printText(CloudEvents.write(recorded));
  }

  /** Prints an object that is JSON already. */
  void printText(String json) {
    terminal.out().println(escaped(json));
    terminal.out().flush();
  }

  private String escaped(String json) {
    boolean unicode = terminal.outStyle().unicode();
    if (json.chars().allMatch(c -> isPlain((char) c, unicode))) {
      return json;
    }
    var text = new StringBuilder(json.length() + 32);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      text.append(isPlain(c, unicode) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return text.toString();
  }

  private static boolean isPlain(char c, boolean unicode) {
    return c < 127 || (unicode && !Character.isISOControl(c) && !isFormat(c));
  }

  private static boolean isFormat(char c) {
    return Character.getType(c) == Character.FORMAT;
  }
}
