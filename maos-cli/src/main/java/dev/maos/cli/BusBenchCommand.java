package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.bench.BenchReport;
import dev.maos.bench.BusBench;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.LoadOptions;
import dev.maos.bench.LoadReport;
import dev.maos.bench.LoadTest;
import dev.maos.bench.NamedScenario;
import dev.maos.bench.Scenario;
import dev.maos.bench.raw.RedisBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the message bus through its public API. */
@Command(
    name = "bus",
    description = {
      "Measure the message bus with default options, in this process or over a shared backend.",
      "Each message is received and counted; a lost or doubled one ends the run. CPU is that of the"
          + " whole process."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos bench bus",
      "  maos bench bus --scenario at-least-once --scenario request-reply --seconds 3",
      "  maos bench bus --json > bus.json",
      "  maos bench bus --agents 1000 --duration 60s",
      "",
      "The last one is a load test: every message is looked for, and the command",
      "ends with 1 if one was lost, doubled or refused. Latency is from publishing",
      "to the handler, under this load.",
      "",
      "Over a server of your own, beside a bare client of it:",
      "  redis-server --port 6390 --save '' --daemonize yes",
      "  maos bench bus --url redis://localhost:6390",
      "  redis-cli -p 6390 shutdown",
      "Nobody else should use it meanwhile. Everything is written under names of",
      "this run and deleted in the end.",
      "",
      "Columns: msg/s with the slowest (min) and the fastest round (max);",
      "microseconds of CPU (of the server: server) and of latency (p50, p95, p99)",
      "for a message; bytes of heap for an agent (B/agent). A dash, null in JSON,",
      "was not measured. The system 'limit' is the bare JDK without a bus, and",
      "'raw-framed' a bare client of the same server. In the scenario 'observed'",
      "messages carry contexts of traces and metrics are read, beside the same",
      "work without."
    })
final class BusBenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final BenchPlace place = new BenchPlace();
  @Mixin private final BenchOptions bench = new BenchOptions();

  @Option(
      names = "--scenario",
      paramLabel = "S",
      completionCandidates = Scenarios.class,
      description = "One of ${COMPLETION-CANDIDATES}; may be given again (default: all).")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--agents",
      paramLabel = "N",
      description =
          "Load test: so many agents send messages to one another, 2 to 100000 (default: 100).")
  private Optional<Integer> agents = Optional.empty();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "Load test: for so long, 1s to 24h (default: 60s).")
  private Optional<Duration> duration = Optional.empty();

  BusBenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (agents.isPresent() || duration.isPresent()) {
      return testLoad();
    }
    var options = options();
    return bench.show(
        terminal,
        progress -> run(options, progress),
        report -> report.table() + "\n" + report.legend());
  }

  private int testLoad() throws InterruptedException {
    if (!scenarios.isEmpty() || bench.hasRounds()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "--agents and --duration",
          "beside --scenario, --seconds or --rounds",
          "a load test or scenarios, one of them at a time");
    }
    var some = agents.map(LoadOptions.defaults()::agents).orElseGet(LoadOptions::defaults);
    var options = duration.map(some::duration).orElse(some);
    var url = place.url(terminal);
    return bench.show(
        terminal,
        progress ->
            url.isPresent()
                ? RedisBench.run(url.get(), options, progress)
                : LoadTest.run(BackendUrl.EMBEDDED, options, progress),
        LoadReport::text,
        LoadReport::isClean);
  }

  private BenchReport run(BusBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var url = place.url(terminal);
    return url.isPresent()
        ? RedisBench.run(url.get(), options, List.of(), progress)
        : BusBench.run(options, progress);
  }

  private BusBenchOptions options() {
    var options = place.isElsewhere() ? RedisBench.defaults() : BusBenchOptions.defaults();
    if (!scenarios.isEmpty()) {
      options = options.scenarios(scenarios.stream().map(Scenario::of).toList());
    }
    return options.round(bench.round(options.round())).rounds(bench.rounds(options.rounds()));
  }

  /** The names of all scenarios. */
  static final class Scenarios extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Scenarios() {
      super(NamedScenario.ids(Scenario.values()));
    }
  }
}
