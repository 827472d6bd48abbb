package dev.maos.cli;

import dev.maos.event.RecordedEvent;

/** Prints events as they come, each handed on at once. */
final class EventPrinter {
  private final Terminal terminal;
  private final boolean json;
  private final JsonLines lines;
  private long printed;

  EventPrinter(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
    this.lines = new JsonLines(terminal);
  }

  /** Prints one, and returns whether somebody still reads. */
  boolean print(RecordedEvent recorded) {
    if (json) {
      lines.print(recorded);
    } else {
      terminal.out().println(EventWords.line(recorded, terminal.outStyle()));
    }
    printed++;
    return terminal.handOn();
  }

  long printed() {
    return printed;
  }
}
