package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.bench.BenchFailedException;
import dev.maos.bench.EventBench;
import dev.maos.bench.EventBenchOptions;
import dev.maos.bench.EventScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
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
  private static final long MOST_SECONDS = 3_600;
  private static final long MOST_ROUNDS = 1_000;

  private final Terminal terminal;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each round takes, 1 to 3600 (default: 1.2).")
  private Optional<Long> seconds = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many rounds there are, 1 to 1000 (default: 5).")
  private Optional<Long> rounds = Optional.empty();

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
    var progress = new BenchProgress(terminal, json && !terminal.canRedraw());
    try {
      var report = EventBench.run(options, progress::show);
      progress.clear();
      var text = json ? Payload.of(report).text() : terminal.outStyle().shown(report.table());
      terminal.out().println(text.stripTrailing());
      return ExitCode.OK;
    } catch (BenchFailedException e) {
      progress.clear();
      terminal.err().println(terminal.errStyle().shown("maos: " + e.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private EventBenchOptions options() {
    var options = EventBenchOptions.defaults();
    if (!scenarios.isEmpty()) {
      options = options.scenarios(scenarios.stream().map(EventScenario::of).toList());
    }
    if (seconds.isPresent()) {
      long length = checked("--seconds", seconds.get(), MOST_SECONDS);
      options = options.round(Duration.ofSeconds(length));
    }
    return rounds.isPresent()
        ? options.rounds((int) checked("--rounds", rounds.get(), MOST_ROUNDS))
        : options;
  }

  private static long checked(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, option, Long.toString(value), "1 to " + most);
    }
    return value;
  }

  /** The names of all scenarios. */
  static final class Scenarios extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Scenarios() {
      super(
          Arrays.stream(EventScenario.values())
              .map(EventScenario::id)
              .collect(Collectors.toList()));
    }
  }
}
