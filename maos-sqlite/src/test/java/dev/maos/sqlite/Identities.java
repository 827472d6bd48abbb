package dev.maos.sqlite;

import dev.maos.event.Event;
import java.util.UUID;

/** The same event under another id. */
final class Identities {
  private Identities() {}

  static Event with(Event event, UUID id) {
    return new Event(
        id,
        event.type(),
        event.source(),
        event.topic(),
        event.data(),
        event.severity(),
        event.tags(),
        event.metadata(),
        event.correlation(),
        event.causation(),
        event.time(),
        event.ttl());
  }
}
