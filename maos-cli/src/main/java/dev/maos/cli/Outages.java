package dev.maos.cli;

import dev.maos.backend.Backend;

/**
 * Tells people when the backend has gone and when it is back, in a line each. Not thread-safe.
 *
 * <p>A backend goes by the {@code state} among the details of its health; one without a state, as
 * that in this process, is always there.
 */
final class Outages {
  private static final String STATE = "state";
  private static final String THERE = "CONNECTED";

  private final Backend backend;
  private final Terminal terminal;
  private boolean gone;

  Outages(Backend backend, Terminal terminal) {
    this.backend = backend;
    this.terminal = terminal;
  }

  /** Looks how it is now, and tells what has changed since the last look. */
  void look() {
    var health = backend.health();
    boolean goneNow = !health.details().getOrDefault(STATE, THERE).equals(THERE);
    if (goneNow == gone) {
      return;
    }
    gone = goneNow;
    if (gone) {
      var why = health.health().reasons().stream().findFirst().map(": "::concat).orElse("");
      new Failures(terminal).report("waiting for the server" + why);
    } else {
      terminal.err().println("maos: the server is back");
    }
    terminal.err().flush();
  }
}
