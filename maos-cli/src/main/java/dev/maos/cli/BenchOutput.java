package dev.maos.cli;

import dev.maos.base.Payload;
import dev.maos.bench.BenchFailedException;
import dev.maos.bench.BenchReport;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a benchmark and prints what came of it, for people or as JSON. */
final class BenchOutput {
  private final Terminal terminal;
  private final BenchSettings settings;
  private final Function<BenchReport, String> legend;

  /**
   * An output.
   *
   * @param legend says to people what the columns are
   */
  BenchOutput(Terminal terminal, BenchSettings settings, Function<BenchReport, String> legend) {
    this.terminal = terminal;
    this.settings = settings;
    this.legend = legend;
  }

  /** A benchmark that tells what it is doing. */
  interface Bench {
    BenchReport run(Consumer<String> progress) throws InterruptedException;
  }

  /** The exit code. */
  int of(Bench bench) throws InterruptedException {
    var progress = new BenchProgress(terminal, settings.json() && !terminal.canRedraw());
    try {
      var report = bench.run(progress::show);
      progress.clear();
      var text = settings.json() ? Payload.of(report).text() : words(report);
      terminal.out().println(text.stripTrailing());
      return ExitCode.OK;
    } catch (BenchFailedException e) {
      progress.clear();
      terminal.err().println(terminal.errStyle().shown("maos: " + e.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private String words(BenchReport report) {
    return terminal.outStyle().shown(report.table() + "\n" + legend.apply(report));
  }
}
