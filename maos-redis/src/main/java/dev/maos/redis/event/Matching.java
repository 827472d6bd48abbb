package dev.maos.redis.event;

import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a page has found so far. One thread's. */
final class Matching {
  private final Predicate<RecordedEvent> wanted;
  private final int limit;
  private final List<RecordedEvent> found = new ArrayList<>();

  Matching(EventQuery query, int limit) {
    this.wanted = query.matcher();
    this.limit = limit;
  }

  /** Looks at an event, and tells whether the page is full with it. */
  boolean isFullWith(RecordedEvent event) {
    return wanted.test(event) && found.add(event) && found.size() == limit;
  }

  List<RecordedEvent> found() {
    return found;
  }
}
