package dev.maos.event;

import dev.maos.base.JsonPaths;
import org.jspecify.annotations.Nullable;

/** The data of one event, looked at afresh for each question: for those who ask seldom. */
final class EventData {
  private final Event event;

  EventData(Event event) {
    this.event = event;
  }

  /** What {@link dev.maos.base.JsonValues} have at the end of a path; null for nothing. */
  @Nullable Object at(DataPath path) {
    var paths = new JsonPaths();
    var end = paths.add(path.fields());
    return paths.read(event.data()).at(end);
  }
}
