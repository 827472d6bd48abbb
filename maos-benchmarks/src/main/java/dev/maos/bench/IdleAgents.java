package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What agents cost in memory that are subscribed and were never sent anything. */
final class IdleAgents {
  private final BusBenchOptions options;
  private final Consumer<String> progress;

  IdleAgents(BusBenchOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  List<BenchRow> run(List<Contestant> contestants) {
    var rows = new ArrayList<BenchRow>();
    for (var contestant : contestants) {
      // The first one of all loads classes, which stay.
      weigh(contestant, 1);
      double bytes = weigh(contestant, options.agents());
      progress.accept(
          "idle-agents: %s keeps %,.0f bytes for each of %,d"
              .formatted(contestant.system(), bytes, options.agents()));
      rows.add(BenchRow.ofMemory(Scenario.IDLE_AGENTS, contestant.system(), bytes));
    }
    return rows;
  }

  // The sink is there before and after, so it is not weighed.
  private double weigh(Contestant contestant, int agents) {
    var sink = new Sink(agents, options.payloadBytes());
    long without = Meter.settledHeap();
    var way = contestant.oneWay(Scenario.IDLE_AGENTS, agents, sink);
    try {
      return Math.max(0, Meter.settledHeap() - without) / (double) agents;
    } finally {
      way.close();
    }
  }
}
