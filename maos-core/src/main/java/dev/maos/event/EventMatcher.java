package dev.maos.event;

import dev.maos.base.JsonPaths;

/**
 * A filter made ready for many events: it gives the same answers as {@link EventFilter#matches},
 * reads the data of an event once at most, and nothing of it if the filter does not look there.
 * Thread-safe.
 */
public final class EventMatcher {
  private final JsonPaths paths = new JsonPaths();
  private final Workbenches<Subject> subjects = new Workbenches<>(() -> new Subject(paths));
  private final Condition condition;

  EventMatcher(EventFilter filter) {
    this.condition = new Conditions(paths).of(filter);
  }

  /** Whether the filter wants the event. */
  public boolean matches(Event event) {
    return condition instanceof Condition.Constant(boolean answer) ? answer : asks(event);
  }

  private boolean asks(Event event) {
    var subject = subjects.take();
    try {
      subject.begin(event);
      return condition.holds(subject);
    } finally {
      subject.end();
      subjects.giveBack(subject);
    }
  }
}
