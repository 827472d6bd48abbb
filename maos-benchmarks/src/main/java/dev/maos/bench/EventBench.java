package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The benchmark of events, through the public API. Every event must come once and in order to all
 * who listen; latency is measured in an open loop at a fixed rate, from the moment at which an
 * event was meant to be told. CPU time is that of the whole process.
 */
public final class EventBench {
  private EventBench() {}

  /**
   * Runs our own events, and beside them what the bare JDK does where that can be told.
   *
   * @param progress told what is being done, a line at a time, on the calling thread
   * @throws BenchFailedException if an event was lost, doubled, reordered or refused
   */
  public static BenchReport run(EventBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    return run(options, List.of(new MaosEventContestant(), new LimitEventContestant()), progress);
  }

  /** Runs these systems, in turns, in the scenarios that they can play. */
  public static BenchReport run(
      EventBenchOptions options, List<EventContestant> contestants, Consumer<String> progress)
      throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    for (var scenario : options.scenarios()) {
      var players = contestants.stream().filter(each -> each.plays(scenario)).toList();
      rows.addAll(new EventRace(scenario, options, progress).run(players));
    }
    return new BenchReport(Machine.describe(), "", rows);
  }
}
