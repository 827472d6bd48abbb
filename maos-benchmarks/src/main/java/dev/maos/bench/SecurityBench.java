package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of sealed messages, in memory or over a shared backend: each scenario beside what
 * the bare primitives, or the bus without a guard, do in the same run.
 */
public final class SecurityBench {
  private static final String LIMIT = "limit";
  private static final int WARM_UP_ROUNDS = 2;

  private static final String LEGEND =
      """
      msg/s is how many messages a second, of 256 bytes, or keys agreed on; the median of the rounds,
      min and max are the slowest and the fastest of them, in turns with those of the limit. CPU is
      that of the whole process for one, server that of the server. limit is the same without us: a
      kept cipher of the JDK alone; a bus without a guard; a bare signature; HPKE and a signature;
      the four steps on curves that an agreement is made of. All but the bus work on one thread.
      """;

  private SecurityBench() {}

  /**
   * Runs the scenarios, all in this process.
   *
   * @param progress told what is being done, a line at a time, on the calling thread
   * @throws BenchFailedException if a message was lost or refused
   */
  public static BenchReport run(SecurityBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    return run("memory:", options, Server.none(), progress);
  }

  /** Runs the scenarios, the bus over that backend, which keeps its things in that server. */
  public static BenchReport run(
      String uri, SecurityBenchOptions options, Server server, Consumer<String> progress)
      throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    for (var scenario : options.scenarios()) {
      progress.accept(scenario.id());
      try (var sealing = SealedWork.of(scenario, uri)) {
        rows.addAll(race(scenario, sealing, options, server));
      }
    }
    return new BenchReport(Machine.describe(), server.describe(), rows);
  }

  private static List<BenchRow> race(
      SecurityScenario scenario, SealedWork work, SecurityBenchOptions options, Server server)
      throws InterruptedException {
    var repetition = new Repetition(options.rounds(), options.round(), server);
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      repetition.measure(() -> during(options, work.sealed()));
      repetition.measure(() -> during(options, work.limit()));
    }
    var sealed = new Rounds();
    var limit = new Rounds();
    // In turns, so that what else the machine does slows both.
    for (int i = 0; i < options.rounds(); i++) {
      sealed.add(repetition.measure(() -> during(options, work.sealed())));
      limit.add(repetition.measure(() -> during(options, work.limit())));
    }
    return List.of(
        BenchRow.of(scenario.id(), RegistryBench.SYSTEM, sealed, new Latencies()),
        BenchRow.of(scenario.id(), LIMIT, limit, new Latencies()));
  }

  private static long during(SecurityBenchOptions options, Repetition.Work work)
      throws InterruptedException {
    long end = System.nanoTime() + options.round().toNanos();
    long done = 0;
    while (System.nanoTime() - end < 0) {
      done += work.run();
    }
    return done;
  }

  /** What the table says, in lines for people. */
  public static String legend() {
    return LEGEND;
  }
}
