package dev.maos.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One scenario, run by several systems in turns, so that a disturbance hits all of them. */
final class EventRace {
  private static final int LATENCY_ROUNDS = 3;

  private final EventScenario scenario;
  private final EventBenchOptions options;
  private final Consumer<String> progress;

  EventRace(EventScenario scenario, EventBenchOptions options, Consumer<String> progress) {
    this.scenario = scenario;
    this.options = options;
    this.progress = progress;
  }

  /** A system with what it has done so far. */
  private static final class Player implements AutoCloseable {
    final String system;
    final Listeners listeners;
    final EventRun run;
    final Rounds rounds = new Rounds();
    final Latencies latencies = new Latencies();
    long told;
    double bytesPerEvent;

    Player(EventContestant contestant, EventScenario scenario) {
      int count = scenario.listeners();
      this.system = contestant.system();
      this.listeners = new Listeners(count, scenario == EventScenario.INDEX_10000 ? count : 1);
      this.run = contestant.open(scenario, listeners);
    }

    Round round(Duration length) {
      var meter = Meter.start();
      long from = told;
      long end = System.nanoTime() + length.toNanos();
      do {
        told += run.tell(told);
      } while (System.nanoTime() < end);
      listeners.await(told);
      return meter.stop(told - from);
    }

    /** Looks at what is left on the heap when as much was told again. */
    void weigh(Duration length) {
      long before = Meter.settledHeap();
      var round = round(length);
      bytesPerEvent = (double) (Meter.settledHeap() - before) / round.messages();
    }

    /**
     * Tells at a rate, asleep in between: one that waits awake takes a core from the listeners. Who
     * comes too late catches up, and the delay counts.
     */
    void pacedRound(Duration length, int perSecond) {
      long start = System.nanoTime();
      long from = told;
      long most = Math.max(1, length.toNanos() * perSecond / 1_000_000_000L);
      while (told - from < most) {
        long due = start + (told - from) * 1_000_000_000L / perSecond;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        listeners.means(told, due);
        told += run.tell(told);
      }
      listeners.await(told);
    }

    void timedRound(Duration length, int perSecond) {
      listeners.startTiming();
      pacedRound(length, perSecond);
      latencies.add(listeners.stopTiming());
    }

    @Override
    public void close() {
      run.close();
    }
  }

  List<BenchRow> run(List<EventContestant> contestants) throws InterruptedException {
    var players = new ArrayList<Player>();
    try {
      contestants.forEach(each -> players.add(new Player(each, scenario)));
      measureSpeed(players);
      players.forEach(player -> player.weigh(options.round()));
      if (scenario.isTimed()) {
        measureLatency(players);
      }
      return players.stream().map(this::row).toList();
    } finally {
      players.forEach(Player::close);
    }
  }

  private void measureSpeed(List<Player> players) throws InterruptedException {
    for (var player : players) {
      progress.accept("%s: %s warms up".formatted(scenario.id(), player.system));
      WarmUp.of(options.warmUp(), player::round);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (var player : players) {
        var result = player.round(options.round());
        player.rounds.add(result);
        progress.accept(
            "%s: round %d of %d, %s %,.0f events/s"
                .formatted(scenario.id(), round, options.rounds(), player.system, result.rate()));
      }
    }
  }

  private void measureLatency(List<Player> players) {
    for (var player : players) {
      progress.accept("%s: latency of %s".formatted(scenario.id(), player.system));
      player.pacedRound(options.warmUp().dividedBy(4), options.latencyRate());
    }
    for (int round = 0; round < Math.min(LATENCY_ROUNDS, options.rounds()); round++) {
      for (var player : players) {
        player.timedRound(options.round(), options.latencyRate());
      }
    }
  }

  private BenchRow row(Player player) {
    var complaint = player.run.complaint(player.told);
    if (!complaint.isEmpty()) {
      throw new BenchFailedException(
          "%s: %s %s".formatted(scenario.id(), player.system, complaint));
    }
    return BenchRow.of(scenario.id(), player.system, player.rounds, player.latencies)
        .bytesPerEvent(player.bytesPerEvent);
  }
}
