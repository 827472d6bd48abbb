package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of the message bus, beside what the bare JDK does with the same payloads, and
 * beside any other system that is given.
 *
 * <p>Throughput comes from a closed window: at most 20,000 messages (ten for each of many agents)
 * are outstanding, each a fresh payload with a stamp, and a round ends when the last one has
 * arrived. Latency comes from an open loop at a fixed rate, from the moment a message was meant to
 * be sent. CPU time is that of the whole process, with the garbage collector and without the
 * warm-up. The producer waits awake for the next message that is due, so it needs a core for
 * itself.
 */
public final class BusBench {
  private BusBench() {}

  /**
   * Runs the bus and the limits of the JDK. Takes about a quarter of a minute for each scenario and
   * system with the default options.
   *
   * @param progress told what is being done, a line at a time, on the calling thread
   * @throws BenchFailedException if a message was lost, doubled, reordered or refused
   */
  public static BenchReport run(BusBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    return run(
        options,
        List.of(new MaosContestant(), new ObservedContestant(), new LimitContestant()),
        progress);
  }

  /** Runs these systems, in turns, in the scenarios that they can play. */
  public static BenchReport run(
      BusBenchOptions options, List<Contestant> contestants, Consumer<String> progress)
      throws InterruptedException {
    return run(options, contestants, Server.none(), progress);
  }

  /** Runs these systems, which keep their messages in that server; it is left open. */
  public static BenchReport run(
      BusBenchOptions options,
      List<Contestant> contestants,
      Server server,
      Consumer<String> progress)
      throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    for (var scenario : options.scenarios()) {
      var players = contestants.stream().filter(each -> each.plays(scenario)).toList();
      rows.addAll(race(scenario, options, players, server, progress));
    }
    return new BenchReport(Machine.describe(), server.describe(), rows);
  }

  // Each scenario that is new has to say here how it is run.
  private static List<BenchRow> race(
      Scenario scenario,
      BusBenchOptions options,
      List<Contestant> players,
      Server server,
      Consumer<String> progress)
      throws InterruptedException {
    return switch (scenario) {
      case AT_MOST_ONCE,
          AT_MOST_ONCE_TOPIC,
          AT_LEAST_ONCE,
          EXACTLY_ONCE,
          PRIORITY,
          PUBLISH_ONE_BY_ONE,
          IDLE_AGENTS_ROUND_ROBIN ->
          new OneWayRace(scenario, options, server, progress).run(players);
      case REQUEST_REPLY -> new RoundTripRace(options, server, progress).run(players);
      case IDLE_AGENTS -> new IdleAgents(options, server, progress).run(players);
      case OBSERVED -> new ObservedRace(options, server, progress).run(players);
      case ENVELOPE -> List.of(new EnvelopeRace(options, progress).run());
    };
  }
}
