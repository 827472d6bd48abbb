package dev.maos.cli;

import dev.maos.event.RecordedEvent;

/** Prints events as they come, each handed on at once. */
final class EventPrinter {
  private final Terminal terminal;
  private final EventFormat format;
  private final EventWords words;
  private final JsonLines lines;
  private long printed;

  EventPrinter(Terminal terminal, EventFormat format) {
    this.terminal = terminal;
    this.format = format;
    this.words = EventWords.on(terminal, format.ids());
    this.lines = new JsonLines(terminal);
  }

  /** Prints one, and returns whether somebody still reads. */
  boolean print(RecordedEvent recorded) {
    if (format.isJson()) {
      lines.print(recorded);
    } else {
      terminal.out().println(words.line(recorded));
    }
    printed++;
    return terminal.handOn();
  }

  long printed() {
    return printed;
  }
}
