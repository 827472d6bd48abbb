package dev.maos.bench;

import dev.maos.Maos;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of votes through the public API, in memory or over a shared backend.
 *
 * <p>Rows are those of the benchmark of the bus; what is told for a message there is told here for
 * a vote: it is proposed, all are invited, all cast their ballots, and it has ended.
 */
public final class ConsensusBench {
  private static final String LEGEND =
      """
      msg/s is how many votes a second, several at once: each proposed, five agents invited over the
      bus unless it has ended before, five ballots cast one after the other, ended, and its result
      published; the median of the rounds, min and max are the slowest and the fastest of them. CPU
      is that of the whole process for a vote, server that of the server; p50 to p99 are how long a
      vote took, from before it was proposed to when whoever cast the last ballot knew the outcome.
      """;

  private static final int WARM_UP_ROUNDS = 5;
  private static final List<ConsensusScenario> WARM_UP =
      List.of(ConsensusScenario.RANKED_OF_5, ConsensusScenario.MAJORITY_OF_5);

  private ConsensusBench() {}

  /**
   * Runs the scenarios, all in this process.
   *
   * @param progress told what is being done, a line at a time, on the calling thread
   * @throws BenchFailedException if a vote did not come to what was voted for
   */
  public static BenchReport run(ConsensusBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    return run("memory:", options, Server.none(), progress);
  }

  /** Runs the scenarios over that backend, which keeps its things in that server. */
  public static BenchReport run(
      String uri, ConsensusBenchOptions options, Server server, Consumer<String> progress)
      throws InterruptedException {
    var repetition = new Repetition(options.rounds(), options.round(), options.atOnce(), server);
    warmUp(uri, options);
    var rows = new ArrayList<BenchRow>();
    for (var scenario : options.scenarios()) {
      progress.accept(scenario.id());
      try (var maos = Maos.open(uri)) {
        var voting = new Voting(maos, scenario);
        if (scenario == ConsensusScenario.OPEN_10000) {
          voting.leaveOpen(options.open());
        }
        rows.add(repetition.row(scenario.id(), voting::once));
      }
    }
    return new BenchReport(Machine.describe(), server.describe(), rows);
  }

  // Else the scenario that comes first would be told with what is still being compiled.
  private static void warmUp(String uri, ConsensusBenchOptions options)
      throws InterruptedException {
    var unmeasured =
        new Repetition(WARM_UP_ROUNDS, options.round(), options.atOnce(), Server.none());
    try (var maos = Maos.open(uri)) {
      for (var scenario : WARM_UP) {
        var _ = unmeasured.row(scenario.id(), new Voting(maos, scenario)::once);
      }
    }
  }

  /** What the table says, in lines for people. */
  public static String legend() {
    return LEGEND;
  }
}
