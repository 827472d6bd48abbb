package dev.maos.cli;

import dev.maos.base.TimeSource;
import java.util.Locale;

/**
 * Shows how far a long task is, in one line on the terminal of a person, and nowhere else.
 * Thread-safe.
 */
final class ProgressBar {
  private static final long BETWEEN_NANOS = 50_000_000;
  private static final String FROM_THE_START = "\r\u001b[K";
  private static final int LONGEST_BAR = 40;

  private final Terminal terminal;
  private final TimeSource time;
  private final long begun;
  private long last;
  private boolean drawn;

  ProgressBar(Terminal terminal, TimeSource time) {
    this.terminal = terminal;
    this.time = time;
    this.begun = time.nanos();
    this.last = begun;
  }

  /** So many are done, and nobody knows how many there will be. */
  synchronized void show(long done, String what) {
    if (isDue()) {
      draw(String.format(Locale.ROOT, "%,d %s  %,d/s", done, what, rate(done)));
    }
  }

  /** So many of all are done. */
  synchronized void show(long done, long all, String what) {
    if (isDue()) {
      int full = (int) (LONGEST_BAR * done / Math.max(1, all));
      var bar = "█".repeat(full) + "░".repeat(LONGEST_BAR - full);
      draw(String.format(Locale.ROOT, "%s  %,d/%,d %s", bar, done, all, what));
    }
  }

  /** So many in a second since the beginning. */
  synchronized long rate(long done) {
    return (long) (done * 1e9 / Math.max(1, time.nanos() - begun));
  }

  /** Makes room for other lines. */
  synchronized void clear() {
    if (drawn) {
      terminal.err().print(FROM_THE_START);
      terminal.err().flush();
      drawn = false;
    }
  }

  private boolean isDue() {
    long now = time.nanos();
    if (!terminal.canRedraw() || now - last < BETWEEN_NANOS) {
      return false;
    }
    last = now;
    return true;
  }

  private void draw(String text) {
    var line = terminal.errStyle().shown(text);
    terminal
        .err()
        .print(FROM_THE_START + line.substring(0, Math.min(line.length(), terminal.width() - 1)));
    terminal.err().flush();
    drawn = true;
  }
}
