package dev.maos.event;

import dev.maos.base.JsonPaths;
import dev.maos.base.JsonValues;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being looked at: its data is read at most once, and only if somebody asks.
 * Used for one event after another. One thread's.
 */
final class Subject {
  private final JsonPaths paths;
  private final JsonValues data = new JsonValues();
  private @Nullable Event event;
  private boolean isRead;

  Subject(JsonPaths paths) {
    this.paths = paths;
  }

  /** Looks at this event from now on. */
  void begin(Event other) {
    event = other;
    isRead = false;
  }

  Event event() {
    return Objects.requireNonNull(event);
  }

  /** What its data has where the paths lead. */
  JsonValues data() {
    if (!isRead) {
      paths.read(event().data(), data);
      isRead = true;
    }
    return data;
  }

  /** Looks at the data anew when it is asked for again, since the paths have changed. */
  void forgetData() {
    isRead = false;
  }

  /** Holds on to nothing. */
  void end() {
    event = null;
    if (isRead) {
      data.clear();
      isRead = false;
    }
  }
}
