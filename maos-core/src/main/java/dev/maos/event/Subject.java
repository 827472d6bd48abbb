package dev.maos.event;

import dev.maos.base.JsonPaths;
import dev.maos.base.JsonValues;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being looked at: its data is read at most once, and only if somebody asks.
 * One thread's.
 */
final class Subject {
  private final Event event;
  private final JsonPaths paths;
  private @Nullable JsonValues data;

  Subject(Event event, JsonPaths paths) {
    this.event = event;
    this.paths = paths;
  }

  Event event() {
    return event;
  }

  /** What its data has where the paths lead. */
  JsonValues data() {
    var known = data;
    if (known == null) {
      known = paths.read(event.data());
      data = known;
    }
    return known;
  }

  /** Looks at the data anew when it is asked for again, since the paths have changed. */
  void forgetData() {
    data = null;
  }
}
