package dev.maos.bench;

import java.time.Duration;
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
  private static final int PRIORITIES = 4;
  private static final int LATENCY_ROUNDS = 3;

  private final Scenario scenario;
  private final BusBenchOptions options;
  private final Consumer<String> progress;
  // Kept until the end, so that they are not counted as memory of the agents.
  private final List<Sink> sinks = new ArrayList<>();

  OneWayRace(Scenario scenario, BusBenchOptions options, Consumer<String> progress) {
    this.scenario = scenario;
    this.options = options;
    this.progress = progress;
  }

  List<BenchRow> run(List<Contestant> contestants) throws InterruptedException {
    var runners = new ArrayDeque<Runner>();
    try {
      for (var contestant : contestants) {
        runners.add(new Runner(contestant));
      }
      measureThroughput(runners);
      measureLatency(runners);
      return weighs() ? weighAndRetire(runners) : runners.stream().map(Runner::row).toList();
    } finally {
      runners.forEach(Runner::close);
    }
  }

  private void measureThroughput(Collection<Runner> runners) throws InterruptedException {
    for (var runner : runners) {
      progress.accept("%s: %s warms up".formatted(scenario.id(), runner.system));
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
                    runner.system,
                    result.rate(),
                    result.cpuMicros()));
      }
    }
  }

  private void measureLatency(Collection<Runner> runners) throws InterruptedException {
    for (var runner : runners) {
      progress.accept("%s: latency of %s".formatted(scenario.id(), runner.system));
      runner.warmUpLatency();
    }
    for (int round = 0; round < Math.min(LATENCY_ROUNDS, options.rounds()); round++) {
      for (var runner : runners) {
        runner.latencyRound();
      }
    }
  }

  // What the agents keep is what goes when their system is closed.
  private List<BenchRow> weighAndRetire(Deque<Runner> runners) {
    var rows = new ArrayList<BenchRow>();
    long before = Meter.reachableHeap();
    while (!runners.isEmpty()) {
      var row = retire(runners);
      long after = Meter.reachableHeap();
      rows.add(row.bytesPerAgent(Math.max(0, before - after) / (double) options.agents()));
      before = after;
    }
    return rows;
  }

  private BenchRow retire(Deque<Runner> runners) {
    var runner = runners.removeFirst();
    runner.close();
    return runner.row();
  }

  private boolean weighs() {
    return scenario == Scenario.IDLE_AGENTS_ROUND_ROBIN;
  }

  private int streamCount() {
    return switch (scenario) {
      case PRIORITY -> PRIORITIES;
      case IDLE_AGENTS_ROUND_ROBIN -> options.agents();
      default -> 1;
    };
  }

  private Streams streams() {
    return scenario == Scenario.PRIORITY
        ? Streams.mixed(PRIORITIES, options.seed())
        : Streams.inTurn(streamCount());
  }

  /** One system in this race. */
  private final class Runner implements AutoCloseable {
    private final String system;
    private final OneWay way;
    private final Sender sender;
    private final Rounds rounds = new Rounds();
    private final Latencies latencies = new Latencies();

    Runner(Contestant contestant) {
      system = contestant.system();
      int count = streamCount();
      var sink = new Sink(count, options.payloadBytes());
      sinks.add(sink);
      way = contestant.oneWay(scenario, count, sink);
      var payload = Stamp.blank(options.payloadBytes(), options.seed());
      sender = new Sender(way, sink, streams(), count, payload);
    }

    void warmUp() throws InterruptedException {
      saturate(options.warmUp(), Long.MAX_VALUE);
    }

    Round round() throws InterruptedException {
      var round =
          weighs()
              ? saturate(Duration.ofHours(1), everyAgentsMessages())
              : saturate(options.round(), Long.MAX_VALUE);
      rounds.add(round);
      return round;
    }

    void warmUpLatency() throws InterruptedException {
      named(() -> sender.pace(options.latencyRate(), options.warmUp().dividedBy(4)));
    }

    void latencyRound() throws InterruptedException {
      latencies.add(named(() -> sender.pace(options.latencyRate(), options.round())));
    }

    private long everyAgentsMessages() {
      return (long) options.agents() * options.messagesPerAgent();
    }

    private Round saturate(Duration time, long enough) throws InterruptedException {
      return named(() ->
          scenario == Scenario.PUBLISH_ONE_BY_ONE
              ? sender.saturateOneByOne(time)
              : sender.saturate(time, enough));
    }

    private <T> T named(Measurement<T> measurement) throws InterruptedException {
      try {
        return measurement.run();
      } catch (BenchFailedException e) {
        throw new BenchFailedException(
            "%s of %s: %s".formatted(scenario.id(), system, e.getMessage()));
      }
    }

    BenchRow row() {
      return BenchRow.of(scenario, system, rounds, latencies);
    }

    @Override
    public void close() {
      way.close();
    }
  }

  private interface Measurement<T> {
    T run() throws InterruptedException;
  }
}
