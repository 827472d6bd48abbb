package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of the agent registry through its public API, in memory or over a shared backend.
 *
 * <p>Rows are those of the benchmark of the bus; what is told for a message there is told here for
 * an agent that is registered, a beat, a pick, or a change that was seen.
 */
public final class RegistryBench {
  static final String SYSTEM = "maos";

  private static final String LEGEND =
      """
      msg/s is how often it was done a second: agents registered, beats, picks, changes seen; the
      median of the rounds, min and max are the slowest and the fastest of them. CPU is that of the
      whole process for one, server that of the server; p50 to p99 are how long one took; B/agent is
      heap in bytes for a registered agent, beside its description. queue-wait is a simulation: twenty
      workers, of which the quickest is four times as quick as the slowest, 95 % busy with jobs of a
      millisecond on average. How long does a job wait until somebody begins with it, when a registry
      picks at once, and in the ideal single queue, from which whoever is free takes the next?
      """;

  private RegistryBench() {}

  /**
   * Runs the scenarios, all in this process.
   *
   * @param progress told what is being done, a line at a time, on the calling thread
   * @throws BenchFailedException if the registry did not do what was measured
   */
  public static BenchReport run(RegistryBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    return run("memory:", options, Server.none(), progress);
  }

  /** Runs the scenarios over that backend, which keeps its things in that server. */
  public static BenchReport run(
      String uri, RegistryBenchOptions options, Server server, Consumer<String> progress)
      throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    for (var scenario : options.scenarios()) {
      progress.accept(scenario.id());
      rows.addAll(race(scenario, new RegistryRace(uri, options, server)));
    }
    return new BenchReport(Machine.describe(), server.describe(), rows);
  }

  /** What the table says, in lines for people. */
  public static String legend() {
    return LEGEND;
  }

  private static List<BenchRow> race(RegistryScenario scenario, RegistryRace race)
      throws InterruptedException {
    return switch (scenario) {
      case REGISTER_10000 -> List.of(new Enrolling(race).run());
      case HEARTBEAT_10000 -> List.of(new Beating(race).run());
      case SELECT_OF_10000 -> List.of(new Picking(race).run());
      case WATCH_LATENCY -> List.of(new Watching(race).run());
      case QUEUE_WAIT -> new Queueing(race.options().seed()).run();
    };
  }
}
