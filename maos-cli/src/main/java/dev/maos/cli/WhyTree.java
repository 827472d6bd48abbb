package dev.maos.cli;

import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an event follows from, each cause on a line of its own, and below them all that follows from
 * the event; as JSON the same events in the same order, and what else is to be said among the
 * errors. One thread's.
 */
final class WhyTree {
  private final EventStore history;
  private final Terminal terminal;
  private final EventFormat format;
  private final EventWords words;
  private final JsonLines lines;
  private final UUID asked;
  private final int limit;
  private final Set<UUID> seen = new HashSet<>();

  WhyTree(EventStore history, Terminal terminal, EventFormat format, UUID asked, int limit) {
    this.history = history;
    this.terminal = terminal;
    this.format = format;
    this.words = EventWords.on(terminal, format.ids());
    this.lines = new JsonLines(terminal);
    this.asked = asked;
    this.limit = limit;
  }

  private record Place(RecordedEvent event, int depth) {}

  /** The causes that were found, the first of all first, and what is to be said before them. */
  private record Causes(List<RecordedEvent> events, Optional<String> before) {}

  void print(RecordedEvent event) {
    int depth = printCauses(causesOf(event));
    printWithEffects(event, depth);
  }

  private Causes causesOf(RecordedEvent event) {
    var causes = new ArrayDeque<RecordedEvent>();
    var known = new HashSet<UUID>(Set.of(asked));
    var first = event;
    while (first.event().causation().isPresent()) {
      var id = first.event().causation().get();
      if (!known.add(id)) {
        return new Causes(List.copyOf(causes), Optional.of(circle(idOf(first), id)));
      }
      var cause = history.find(id);
      if (cause.isEmpty()) {
        var missing = id + ", a message or an event that is not in this history";
        return new Causes(List.copyOf(causes), Optional.of(missing));
      }
      if (causes.size() + 1 >= limit) {
        return new Causes(List.copyOf(causes), Optional.of("… there are more causes; see --limit"));
      }
      first = cause.get();
      causes.push(first);
    }
    return new Causes(List.copyOf(causes), Optional.empty());
  }

  private static String circle(UUID event, UUID cause) {
    return "… this is a circle: %s names %s again as its cause".formatted(event, cause);
  }

  private static UUID idOf(RecordedEvent recorded) {
    return recorded.event().id();
  }

  /** Prints them, and returns how many lines they took. */
  private int printCauses(Causes causes) {
    int depth = 0;
    if (causes.before().isPresent()) {
      printWords(depth++, causes.before().get());
    }
    for (var each : causes.events()) {
      printEvent(each, depth++);
      seen.add(idOf(each));
    }
    return depth;
  }

  // By a stack of our own, since a chain may be longer than that of the machine.
  private void printWithEffects(RecordedEvent event, int depth) {
    Deque<Place> waiting = new ArrayDeque<>();
    waiting.push(new Place(event, depth));
    while (!waiting.isEmpty()) {
      var next = waiting.pop();
      if (!seen.add(idOf(next.event()))) {
        continue;
      }
      if (seen.size() > limit) {
        printWords(next.depth(), "… there are more effects; see --limit");
        return;
      }
      printEvent(next.event(), next.depth());
      pushEffects(next, waiting);
    }
  }

  private void pushEffects(Place cause, Deque<Place> waiting) {
    var query = EventQuery.all().causedBy(idOf(cause.event()));
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
    if (format.isJson()) {
      lines.print(recorded);
    } else {
      var mark = idOf(recorded).equals(asked) ? "* " : "";
      terminal.out().println(branch(depth) + mark + words.line(recorded));
    }
  }

  private void printWords(int depth, String text) {
    if (format.isJson()) {
      terminal.err().println(terminal.errStyle().shown(text.replaceFirst("^… ", "")));
    } else {
      terminal.out().println(branch(depth) + terminal.outStyle().shown(text));
    }
  }

  private String branch(int depth) {
    return depth == 0 ? "" : "  ".repeat(depth - 1) + terminal.outStyle().shown("→ ");
  }
}
