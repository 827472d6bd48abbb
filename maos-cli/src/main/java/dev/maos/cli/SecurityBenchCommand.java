package dev.maos.cli;

import dev.maos.bench.BenchReport;
import dev.maos.bench.NamedScenario;
import dev.maos.bench.SecurityBench;
import dev.maos.bench.SecurityBenchOptions;
import dev.maos.bench.SecurityScenario;
import dev.maos.bench.raw.RedisBench;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures sealed messages. */
@Command(
    name = "security",
    description = {
      "Measure sealing, signing and key agreement, each beside the bare primitives or the bus"
          + " without a guard, in this process or over a shared backend.",
      "CPU is that of the whole process."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos bench security",
      "  maos bench security --scenario aes-256-gcm --seconds 3",
      "  maos bench security --json > security.json",
      "",
      "Over a server of your own, which only sealed-at-least-once needs:",
      "  redis-server --port 6390 --save '' --daemonize yes",
      "  maos bench security --scenario sealed-at-least-once --url redis://localhost:6390",
      "  redis-cli -p 6390 shutdown",
      "Nobody else should use it meanwhile. Everything is written under names of",
      "this run and deleted in the end.",
      "",
      "Columns are those of 'maos bench bus'; a row \"limit\" stands under each:",
      "  aes-256-gcm           a message sealed in a session",
      "  sealed-at-least-once  messages over the bus, sealed and opened at its doors",
      "  signed-single         a message that is signed and not hidden",
      "  hpke-single           a message sealed by HPKE and signed",
      "  key-agreement         a session's key, made here and opened there"
    })
final class SecurityBenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final BenchPlace place = new BenchPlace();
  @Mixin private final BenchOptions bench = new BenchOptions();

  @Option(
      names = "--scenario",
      paramLabel = "S",
      completionCandidates = SecurityBenchCommand.Scenarios.class,
      description = "One of ${COMPLETION-CANDIDATES}; may be given again (default: all).")
  private List<String> scenarios = new ArrayList<>();

  SecurityBenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var options = options();
    return bench.show(
        terminal,
        progress -> run(options, progress),
        report -> report.table() + "\n" + SecurityBench.legend());
  }

  private BenchReport run(SecurityBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var url = place.url(terminal);
    return url.isPresent()
        ? RedisBench.run(url.get(), options, progress)
        : SecurityBench.run(options, progress);
  }

  private SecurityBenchOptions options() {
    var options = SecurityBenchOptions.defaults();
    if (!scenarios.isEmpty()) {
      options = options.scenarios(scenarios.stream().map(SecurityScenario::of).toList());
    }
    return options.round(bench.round(options.round())).rounds(bench.rounds(options.rounds()));
  }

  /** The names of all scenarios. */
  static final class Scenarios extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Scenarios() {
      super(NamedScenario.ids(SecurityScenario.values()));
    }
  }
}
