package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.IdSource;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Events of few kinds, so that conditions are met, and with data at the edges of JSON: numbers that
 * a double cannot hold, text beyond U+FFFF, nulls, missing fields, what is no JSON at all.
 */
final class RandomEvents {
  static final List<EventType> TYPES =
      List.of(EventType.TASK_STARTED, EventType.TASK_FAILED, EventType.of("own"));
  static final List<String> TOPICS =
      List.of("a", "a.b", "a.b.c", "a.c", "b", "A.b", "_maos.bus", "a-b");
  static final List<AgentId> SOURCES = List.of(AgentId.of("alice"), AgentId.of("bob"));
  static final List<String> TAGS = List.of("x", "xy", "X", "x:y", "%", "_");
  static final List<String> TALKS = List.of("t", "T", "u");

  static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "0.0",
          "1",
          "1.0",
          "10e-1",
          "2",
          "-1",
          "0.1",
          "0.10",
          "0.1000000000000000055511151231257827",
          "9007199254740992",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "1e-400",
          "-1.5E+2",
          "1e2");
  static final List<String> WORDS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "b",
          "é",
          "e\u0301",
          "\uffff",
          "\ud834\udd1e",
          "1",
          "true",
          "null",
          "%",
          "_",
          "a\u0000b",
          "\"",
          "\\",
          "'");
  static final List<String> FIELDS = List.of("f", "g", "h.i", "é", "0", "$");

  private final RandomGenerator random;
  private final IdSource ids;
  private final List<UUID> causes = new ArrayList<>();

  RandomEvents(RandomGenerator random, IdSource ids) {
    this.random = random;
    this.ids = ids;
  }

  Event next(Instant now) {
    var draft =
        Event.from(pick(SOURCES))
            .on(new Topic(pick(TOPICS)))
            .type(pick(TYPES))
            .severity(pick(List.of(EventSeverity.values())))
            .happenedAt(now.plusSeconds(random.nextInt(-5, 6)))
            .data(data());
    for (var tag : TAGS) {
      if (random.nextInt(4) == 0) {
        draft.tagged(tag);
      }
    }
    if (random.nextBoolean()) {
      draft.correlatedWith(CorrelationId.of(pick(TALKS)));
    }
    if (!causes.isEmpty() && random.nextBoolean()) {
      draft.causedBy(pick(causes));
    }
    var event = draft.withIdentity(ids.next(), now);
    causes.add(event.id());
    return event;
  }

  /** The ids of the events so far. */
  List<UUID> ids() {
    return causes;
  }

  private Payload data() {
    return switch (random.nextInt(12)) {
      case 0 -> Payload.empty();
      case 1 -> Payload.text(object(2));
      case 2 -> json(object(2).substring(1), MediaType.JSON);
      case 3 -> json(value(2), MediaType.JSON);
      case 4 -> json(object(2), MediaType.of("application/x+json;v=1"));
      case 5 -> json("{\"f\":1,\"f\":\"a\"}", MediaType.JSON);
      default -> Payload.json(object(2));
    };
  }

  private static Payload json(String text, MediaType kind) {
    return Payload.binary(text.getBytes(StandardCharsets.UTF_8), kind);
  }

  private String object(int depth) {
    var fields = new ArrayList<String>();
    for (var field : FIELDS) {
      if (random.nextBoolean()) {
        fields.add(quoted(field) + (random.nextBoolean() ? " : " : ":") + value(depth));
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  private String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0, 1 -> pick(NUMBERS);
      case 2, 3 -> quoted(pick(WORDS));
      case 4 -> random.nextBoolean() ? "true" : "false";
      case 5 -> "null";
      case 6 -> "[" + value(depth - 1) + ", " + object(depth - 1) + "]";
      default -> object(depth - 1);
    };
  }

  /** As a string of JSON, some characters escaped though they need not be. */
  private String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int c : text.codePoints().toArray()) {
      if (c < ' ' || c == '"' || c == '\\' || random.nextInt(3) == 0) {
        for (char half : Character.toChars(c)) {
          quoted.append("\\u").append(HexFormat.of().toHexDigits(half));
        }
      } else {
        quoted.appendCodePoint(c);
      }
    }
    return quoted.append('"').toString();
  }

  <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
