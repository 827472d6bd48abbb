package dev.maos.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A one-way scenario, run by several systems in turns: each warms up, then each runs its first
 * round, then each its second, so that a disturbance of the machine hits all of them. Then the same
 * with latencies.
 */
final class OneWayRace {
  private static final int LATENCY_ROUNDS = 3;

  private final Scenario scenario;
  private final BusBenchOptions options;
  private final Server server;
  private final Consumer<String> progress;
  // Kept until the end, so that they are not counted as memory of the agents.
  private final List<Sink> sinks = new ArrayList<>();

  OneWayRace(Scenario scenario, BusBenchOptions options, Server server, Consumer<String> progress) {
    this.scenario = scenario;
    this.options = options;
    this.server = server;
    this.progress = progress;
  }

  List<BenchRow> run(List<Contestant> contestants) throws InterruptedException {
    var runners = new ArrayDeque<OneWayRunner>();
    try {
      for (var contestant : contestants) {
        runners.add(runner(contestant));
      }
      measureThroughput(runners);
      measureLatency(runners);
      return weighs() ? weighAndFinish(runners) : finish(runners);
    } finally {
      runners.forEach(OneWayRunner::close);
    }
  }

  private OneWayRunner runner(Contestant contestant) {
    var sink = new Sink(options.streams(scenario), options.payloadBytes());
    sinks.add(sink);
    return new OneWayRunner(contestant, scenario, options, server, sink, streams());
  }

  private Streams streams() {
    int count = options.streams(scenario);
    return scenario == Scenario.PRIORITY
        ? Streams.mixed(count, options.seed())
        : Streams.inTurn(count);
  }

  private void measureThroughput(Collection<OneWayRunner> runners) throws InterruptedException {
    for (var runner : runners) {
      progress.accept("%s: %s warms up".formatted(scenario.id(), runner.system()));
      runner.warmUp();
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (var runner : runners) {
        var result = runner.round();
        progress.accept(
            "%s: round %d of %d, %s %,.0f msg/s, %.2f µs CPU"
                .formatted(
                    scenario.id(),
                    round,
                    options.rounds(),
                    runner.system(),
                    result.rate(),
                    result.cpuMicros()));
      }
    }
  }

  private void measureLatency(Collection<OneWayRunner> runners) throws InterruptedException {
    var paced = runners.stream().filter(OneWayRunner::isPaced).toList();
    for (int rate = 0; rate < options.latencyRates().size(); rate++) {
      for (var runner : paced) {
        progress.accept(
            "%s: latency of %s at %,d/s"
                .formatted(scenario.id(), runner.system(), options.latencyRates().get(rate)));
        runner.warmUpLatency(rate);
      }
      for (int round = 0; round < Math.min(LATENCY_ROUNDS, options.rounds()); round++) {
        for (var runner : paced) {
          runner.latencyRound(rate);
        }
      }
    }
  }

  private static List<BenchRow> finish(Deque<OneWayRunner> runners) throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    for (var runner : runners) {
      rows.add(runner.finish());
    }
    return rows;
  }

  // What the agents keep is what goes when their system is closed.
  private List<BenchRow> weighAndFinish(Deque<OneWayRunner> runners) throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    long before = Meter.reachableHeap();
    while (!runners.isEmpty()) {
      var row = finishFirst(runners);
      long after = Meter.reachableHeap();
      rows.add(row.bytesPerAgent(Math.max(0, before - after) / (double) options.agents()));
      before = after;
    }
    return rows;
  }

  // A method of its own, so that no variable keeps the runner reachable while its heap is weighed.
  private static BenchRow finishFirst(Deque<OneWayRunner> runners) throws InterruptedException {
    var runner = runners.getFirst();
    var row = runner.finish();
    runners.removeFirst();
    return row;
  }

  private boolean weighs() {
    return scenario == Scenario.IDLE_AGENTS_ROUND_ROBIN;
  }
}
