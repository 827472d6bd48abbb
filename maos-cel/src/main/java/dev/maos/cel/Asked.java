package dev.maos.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import java.util.function.Predicate;

/**
 * A part of an expression that CEL itself must decide. Thread-safe.
 *
 * @param wanted which answer makes the filter true; an error is neither
 */
record Asked(CelRuntime.Program program, boolean wanted) implements Predicate<Event> {
  private static final int MAX_NAME = 128;

  /** As a filter, named after the text of the whole expression. */
  EventFilter filter(String text) {
    var name = new StringBuilder("cel:");
    text.chars().filter(c -> c > ' ' && c < 127).forEach(c -> name.append((char) c));
    return EventFilter.custom(name.substring(0, Math.min(name.length(), MAX_NAME)), this);
  }

  @Override
  public boolean test(Event event) {
    try {
      return Boolean.valueOf(wanted).equals(program.eval(EventValues.of(event)));
    } catch (CelEvaluationException e) {
      return false;
    }
  }
}
