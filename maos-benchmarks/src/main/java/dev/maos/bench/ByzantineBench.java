package dev.maos.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of agreement despite liars: five members in this process, over a bus in memory,
 * with real keys and notebooks in memory.
 */
public final class ByzantineBench {
  private static final String LEGEND =
      """
      msg/s is how many decisions a second: four agendas at once, each opened, five members invited
      over the bus, five papers signed, agreed on by all five; or certificates verified, one after
      the other. The median of the rounds, min and max are the slowest and the fastest of them. CPU
      is that of the whole process, with all five members, for a decision; p50 to p99 are how long
      it took until all five knew the end of an agenda, or to verify a certificate.
      """;

  private static final int WARM_UP_ROUNDS = 3;
  private static final int AT_ONCE = 4;

  private ByzantineBench() {}

  /**
   * Runs the scenarios, all in this process.
   *
   * @param scenarios in the order in which they are run
   * @param rounds measured rounds for each scenario, after one that is not
   * @param round how long a round takes
   * @param progress told what is being done, a line at a time, on the calling thread
   * @throws BenchFailedException if an agenda did not come to what was voted for
   */
  public static BenchReport run(
      List<ByzantineScenario> scenarios, int rounds, Duration round, Consumer<String> progress)
      throws InterruptedException {
    warmUp(round);
    var rows = new ArrayList<BenchRow>();
    for (var scenario : scenarios) {
      progress.accept(scenario.id());
      try (var council = Council.of(scenario)) {
        int atOnce = scenario == ByzantineScenario.VERIFY_CERTIFICATE ? 1 : AT_ONCE;
        var repetition = new Repetition(rounds, round, atOnce, Server.none());
        rows.add(repetition.row(scenario.id(), council::once));
      }
    }
    return new BenchReport(Machine.describe(), Server.none().describe(), rows);
  }

  // Else the scenario that comes first would be told with what is still being compiled.
  private static void warmUp(Duration round) throws InterruptedException {
    try (var council = Council.of(ByzantineScenario.BYZANTINE_OF_5)) {
      long end = System.nanoTime() + round.multipliedBy(WARM_UP_ROUNDS).toNanos();
      while (System.nanoTime() - end < 0) {
        council.once();
      }
    }
  }

  /** What the table says, in lines for people. */
  public static String legend() {
    return LEGEND;
  }
}
