package dev.maos.cli;

/** Shows what a benchmark is doing: in one line on a terminal, in lines elsewhere. */
final class BenchProgress {
  private static final String FROM_THE_START = "\r\u001b[K";

  private final Terminal terminal;
  private final boolean silent;

  BenchProgress(Terminal terminal, boolean silent) {
    this.terminal = terminal;
    this.silent = silent;
  }

  void show(String step) {
    if (silent) {
      return;
    }
    var line = terminal.errStyle().shown(step);
    if (terminal.canRedraw()) {
      int end = Math.min(line.length(), terminal.width() - 1);
      terminal.err().print(FROM_THE_START + line.substring(0, end));
      terminal.err().flush();
    } else {
      terminal.err().println(line);
    }
  }

  /** Makes room for the result. */
  void clear() {
    if (!silent && terminal.canRedraw()) {
      terminal.err().print(FROM_THE_START);
      terminal.err().flush();
    }
  }
}
