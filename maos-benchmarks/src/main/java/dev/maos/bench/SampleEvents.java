package dev.maos.bench;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventDraft;
import dev.maos.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Events that know their number. */
final class SampleEvents {
  // The version and the variant of a UUIDv7.
  private static final long HIGH = 0x019b_7a00_0000_7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final Payload DATA = Payload.json("{\"lines\":120,\"file\":\"Main.java\"}");

  private SampleEvents() {}

  static EventDraft on(String topic) {
    return Event.from(AgentId.of("teller")).on(topic).type(EventType.TASK_COMPLETED).data(DATA);
  }

  static Event numbered(EventDraft draft, long number) {
    return draft.withIdentity(new UUID(HIGH, VARIANT | number), TIME);
  }

  static long number(Event event) {
    return event.id().getLeastSignificantBits() & ~VARIANT;
  }

  static List<Event> batch(EventDraft draft, long first, int count) {
    var events = new ArrayList<Event>(count);
    for (int i = 0; i < count; i++) {
      events.add(numbered(draft, first + i));
    }
    return events;
  }
}
