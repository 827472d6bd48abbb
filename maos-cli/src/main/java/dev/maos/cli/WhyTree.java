package dev.maos.cli;

import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What an event follows from, each cause on a line of its own, and below them all that follows from
 * the event. One thread's.
 */
final class WhyTree {
  private final EventStore history;
  private final Terminal terminal;
  private final UUID asked;
  private final int limit;
  private final Set<UUID> seen = new HashSet<>();

  WhyTree(EventStore history, Terminal terminal, UUID asked, int limit) {
    this.history = history;
    this.terminal = terminal;
    this.asked = asked;
    this.limit = limit;
  }

  private record Place(RecordedEvent event, int depth) {}

  void print(RecordedEvent event) {
    int depth = printCauses(event);
    printWithEffects(event, depth);
  }

  /** Prints the causes, the first of all first, and returns how many lines they took. */
  private int printCauses(RecordedEvent event) {
    var causes = new ArrayDeque<RecordedEvent>();
    var known = new HashSet<UUID>(Set.of(asked));
    var cause = event.event().causation();
    while (cause.isPresent() && known.add(cause.get()) && causes.size() + 1 < limit) {
      var found = history.find(cause.get());
      if (found.isEmpty()) {
        break;
      }
      causes.push(found.get());
      cause = found.get().event().causation();
    }
    int depth = 0;
    if (cause.isPresent()) {
      printLine(depth++, cause.get() + ", a message or an event that is not in this history");
    }
    for (var each : causes) {
      printEvent(each, depth++);
      seen.add(each.event().id());
    }
    return depth;
  }

  // By a stack of our own, since a chain may be longer than that of the machine.
  private void printWithEffects(RecordedEvent event, int depth) {
    Deque<Place> waiting = new ArrayDeque<>();
    waiting.push(new Place(event, depth));
    while (!waiting.isEmpty()) {
      var next = waiting.pop();
      if (!seen.add(next.event().event().id())) {
        continue;
      }
      if (seen.size() > limit) {
        printLine(next.depth(), "… there are more; see --limit");
        return;
      }
      printEvent(next.event(), next.depth());
      pushEffects(next, waiting);
    }
  }

  private void pushEffects(Place cause, Deque<Place> waiting) {
    var query = EventQuery.all().causedBy(cause.event().event().id());
    var effects = new ArrayDeque<RecordedEvent>();
    boolean complete = false;
    for (long after = 0; !complete && effects.size() <= limit; ) {
      var page = history.read(query, after, limit);
      page.events().forEach(effects::push);
      after = page.position();
      complete = page.complete();
    }
    effects.forEach(effect -> waiting.push(new Place(effect, cause.depth() + 1)));
  }

  private void printEvent(RecordedEvent recorded, int depth) {
    var event = recorded.event();
    var mark = event.id().equals(asked) ? "* " : "";
    printLine(depth, mark + EventWords.line(recorded, terminal.outStyle()));
  }

  private void printLine(int depth, String text) {
    var style = terminal.outStyle();
    var branch = depth == 0 ? "" : "  ".repeat(depth - 1) + style.shown("→ ");
    terminal.out().println(branch + (text.startsWith("…") ? style.shown(text) : text));
  }
}
