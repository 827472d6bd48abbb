package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What has happened in the tests of the commands: a task that failed, and what followed. */
final class History {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final UUID MESSAGE = id(99);

  private History() {}

  /** The id of an event of this history, from 1 on. */
  static UUID id(int number) {
    return UUID.fromString("019b7a00-0000-7000-8000-%012d".formatted(number));
  }

  static void tell(EventStore store) {
    var boss = AgentId.of("boss");
    var worker = AgentId.of("worker");
    store.append(
        List.of(
            Event.from(boss)
                .on("tasks.build")
                .type("TASK_STARTED")
                .causedBy(MESSAGE)
                .withIdentity(id(1), NOON),
            Event.from(worker)
                .on("tasks.build")
                .type("TASK_FAILED")
                .severity(EventSeverity.ERROR)
                .data(Payload.json("{\"lines\":120}"))
                .tagged("x", "nightly")
                .metadata("k", "v")
                .correlatedWith(CorrelationId.of("talk"))
                .causedBy(id(1))
                .withIdentity(id(2), NOON.plusSeconds(10)),
            Event.from(worker)
                .on("alerts")
                .type("own")
                .data(Payload.text("too hot"))
                .causedBy(id(2))
                .withIdentity(id(3), NOON.plusSeconds(20)),
            Event.from(boss)
                .on("tasks.build")
                .type("TASK_STARTED")
                .data(Payload.binary(new byte[] {1, 2}))
                .causedBy(id(2))
                .withIdentity(id(4), NOON.plusSeconds(40))));
  }
}
