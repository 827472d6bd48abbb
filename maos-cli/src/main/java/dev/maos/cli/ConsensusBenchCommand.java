package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.bench.BenchReport;
import dev.maos.bench.ByzantineBench;
import dev.maos.bench.ByzantineScenario;
import dev.maos.bench.ConsensusBench;
import dev.maos.bench.ConsensusBenchOptions;
import dev.maos.bench.ConsensusScenario;
import dev.maos.bench.NamedScenario;
import dev.maos.bench.raw.RedisBench;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures votes through their public API. */
@Command(
    name = "consensus",
    description = {
      "Measure votes of five agents, in this process or over a shared backend.",
      "CPU is that of the whole process."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos bench consensus",
      "  maos bench consensus --scenario majority-of-5 --seconds 3",
      "  maos bench consensus --json > consensus.json",
      "",
      "Over a server of your own:",
      "  redis-server --port 6390 --save '' --daemonize yes",
      "  maos bench consensus --url redis://localhost:6390",
      "  redis-cli -p 6390 shutdown",
      "Nobody else should use it meanwhile. Everything is written under names of",
      "this run and deleted in the end.",
      "",
      "Columns are those of 'maos bench bus'; for a message there, here it is a vote:",
      "proposed, five agents invited, five ballots cast, ended.",
      "  majority-of-5  by YES and NO",
      "  weighted-of-5  the same with five different weights",
      "  ranked-of-5    three options in order, with a run-off",
      "  open-10000     the first one, while 10,000 other votes are open",
      "",
      "With --byzantine, in this process and over a bus in memory, by Ed25519 keys:",
      "  byzantine-of-5          five members agree on one question, of four at once",
      "  byzantine-of-5-batched  the same with 64 questions on each agenda",
      "  verify-certificate      a stranger verifies a certificate of the first one"
    })
final class ConsensusBenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final BenchPlace place = new BenchPlace();
  @Mixin private final BenchOptions bench = new BenchOptions();

  @Option(names = "--byzantine", description = "Measure agreement despite liars.")
  private boolean byzantine;

  @Option(
      names = "--scenario",
      paramLabel = "S",
      completionCandidates = Scenarios.class,
      description =
          "One of ${COMPLETION-CANDIDATES}; may be given again (default: all). Those of liars"
              + " need --byzantine.")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = "How many votes are under way at the same time (default: 32).")
  private int atOnce = ConsensusBenchOptions.defaults().atOnce();

  ConsensusBenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (byzantine) {
      return callByzantine();
    }
    var options = options();
    return bench.show(
        terminal,
        progress -> run(options, progress),
        report -> report.table() + "\n" + ConsensusBench.legend());
  }

  private Integer callByzantine() throws InterruptedException {
    if (place.url(terminal).isPresent()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "--url", "a server", "none with --byzantine");
    }
    var defaults = ConsensusBenchOptions.defaults();
    var some =
        scenarios.isEmpty()
            ? List.of(ByzantineScenario.values())
            : scenarios.stream().map(ByzantineScenario::of).toList();
    var round = bench.round(defaults.round());
    int rounds = bench.rounds(defaults.rounds());
    return bench.show(
        terminal,
        progress -> ByzantineBench.run(some, rounds, round, progress),
        report -> report.table() + "\n" + ByzantineBench.legend());
  }

  private BenchReport run(ConsensusBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var url = place.url(terminal);
    return url.isPresent()
        ? RedisBench.run(url.get(), options, progress)
        : ConsensusBench.run(options, progress);
  }

  private ConsensusBenchOptions options() {
    var options = ConsensusBenchOptions.defaults().atOnce(atOnce);
    if (!scenarios.isEmpty()) {
      options = options.scenarios(scenarios.stream().map(ConsensusScenario::of).toList());
    }
    return options.round(bench.round(options.round())).rounds(bench.rounds(options.rounds()));
  }

  /** The names of all scenarios. */
  static final class Scenarios extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Scenarios() {
      super(NamedScenario.ids(ConsensusScenario.values()));
      addAll(NamedScenario.ids(ByzantineScenario.values()));
    }
  }
}
