package dev.maos.cel;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Events of few kinds, so that conditions are met. Their numbers are such that a double holds them
 * exactly.
 */
final class Happenings {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "1.0",
          "10e-1",
          "-1",
          "2.5",
          "100",
          "\"\"",
          "\"a\"",
          "\"ab\"",
          "\"b\"",
          "\"é\"",
          "true",
          "false",
          "null",
          "[1]",
          "{\"i\":1}",
          "{\"g\":\"ab\",\"i\":false}");

  private final RandomGenerator random;

  Happenings(RandomGenerator random) {
    this.random = random;
  }

  Event next() {
    var draft =
        Event.from(AgentId.of(pick(List.of("alice", "bob"))))
            .on(pick(List.of("a", "a.b", "a.b.c", "b")))
            .type(pick(List.of("TASK_FAILED", "TASK_STARTED", "own")))
            .severity(pick(List.of(EventSeverity.values())))
            .data(data());
    for (var tag : List.of("x", "x:y", "y")) {
      if (random.nextBoolean()) {
        draft.tagged(tag);
      }
    }
    if (random.nextBoolean()) {
      draft.metadata("k", pick(List.of("v", "w"))).correlatedWith(CorrelationId.of("t"));
    }
    return draft.withIdentity(new UUID(random.nextLong(), random.nextLong()), NOON);
  }

  private Payload data() {
    return switch (random.nextInt(12)) {
      case 0 -> Payload.empty();
      case 1 -> Payload.text("{\"f\":1}");
      case 2 -> Payload.json(pick(VALUES));
      default -> Payload.json(object());
    };
  }

  private String object() {
    var fields = new ArrayList<String>();
    for (var name : List.of("f", "g", "h", "a b")) {
      if (random.nextInt(4) > 0) {
        fields.add("\"" + name + "\":" + pick(VALUES));
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
