package dev.maos.cli;

import dev.maos.bench.BenchReport;
import dev.maos.bench.EventBench;
import dev.maos.bench.EventBenchOptions;
import dev.maos.bench.EventScenario;
import dev.maos.bench.NamedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures events through their public API. */
@Command(
    name = "events",
    description = {
      "Measure events: how fast they come to those who want them, and how fast they are kept in a"
          + " SQLite file.",
      "Every event is counted; a lost or doubled one ends the run. Files are written to the folder"
          + " for temporary files and deleted in the end."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos bench events",
      "  maos bench events --scenario index-10000 --scenario sqlite-append --seconds 3",
      "  maos bench events --json > events.json",
      "",
      "Columns: events/s (msg/s) with the slowest (min) and the fastest round (max);",
      "microseconds of CPU of the process for an event, and of latency at 200,000",
      "events a second. A dash, null in JSON, was not measured. The system 'limit' is",
      "the bare JDK: a map from topics to those who listen."
    })
final class EventsBenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final BenchOptions bench = new BenchOptions();

  @Option(
      names = "--scenario",
      paramLabel = "S",
      completionCandidates = Scenarios.class,
      description = "One of ${COMPLETION-CANDIDATES}; may be given again (default: all).")
  private List<String> scenarios = new ArrayList<>();

  EventsBenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var options = options();
    return bench.show(terminal, progress -> EventBench.run(options, progress), BenchReport::table);
  }

  private EventBenchOptions options() {
    var options = EventBenchOptions.defaults();
    if (!scenarios.isEmpty()) {
      options = options.scenarios(scenarios.stream().map(EventScenario::of).toList());
    }
    return options.round(bench.round(options.round())).rounds(bench.rounds(options.rounds()));
  }

  /** The names of all scenarios. */
  static final class Scenarios extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Scenarios() {
      super(NamedScenario.ids(EventScenario.values()));
    }
  }
}
