package dev.maos.cli;

import dev.maos.bench.BenchReport;
import dev.maos.bench.NamedScenario;
import dev.maos.bench.RegistryBench;
import dev.maos.bench.RegistryBenchOptions;
import dev.maos.bench.RegistryScenario;
import dev.maos.bench.raw.RedisBench;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the agent registry through its public API. */
@Command(
    name = "registry",
    description = {
      "Measure the agent registry with 10,000 agents, in this process or over a shared backend.",
      "CPU is that of the whole process."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos bench registry",
      "  maos bench registry --scenario select-of-10000 --seconds 3",
      "  maos bench registry --json > registry.json",
      "",
      "Over a server of your own:",
      "  redis-server --port 6390 --save '' --daemonize yes",
      "  maos bench registry --url redis://localhost:6390",
      "  redis-cli -p 6390 shutdown",
      "Nobody else should use it meanwhile. Everything is written under names of",
      "this run and deleted in the end.",
      "",
      "Columns are those of 'maos bench bus'; for a message there, here it is",
      "  register-10000   an agent that is registered, all of them in one pass",
      "  heartbeat-10000  a beat of the process that hosts them all",
      "  select-of-10000  a pick: three capabilities, the least loaded",
      "  watch-latency    a change, from the call to the watcher's being told",
      "  queue-wait       how long jobs wait, by how they are picked; a simulation"
    })
final class RegistryBenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final BenchPlace place = new BenchPlace();
  @Mixin private final BenchOptions bench = new BenchOptions();

  @Option(
      names = "--scenario",
      paramLabel = "S",
      completionCandidates = Scenarios.class,
      description = "One of ${COMPLETION-CANDIDATES}; may be given again (default: all).")
  private List<String> scenarios = new ArrayList<>();

  RegistryBenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var options = options();
    return bench.show(
        terminal,
        progress -> run(options, progress),
        report -> report.table() + "\n" + RegistryBench.legend());
  }

  private BenchReport run(RegistryBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var url = place.url(terminal);
    return url.isPresent()
        ? RedisBench.run(url.get(), options, progress)
        : RegistryBench.run(options, progress);
  }

  private RegistryBenchOptions options() {
    var options = RegistryBenchOptions.defaults();
    if (!scenarios.isEmpty()) {
      options = options.scenarios(scenarios.stream().map(RegistryScenario::of).toList());
    }
    return options.round(bench.round(options.round())).rounds(bench.rounds(options.rounds()));
  }

  /** The names of all scenarios. */
  static final class Scenarios extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Scenarios() {
      super(NamedScenario.ids(RegistryScenario.values()));
    }
  }
}
