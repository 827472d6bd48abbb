package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One schedule: a committee with liars, crashes and bad weather, in a time of its own, on one
 * thread. All chance comes from the seed, so a seed is a schedule.
 */
final class World {
  private static final int STEPS = 400_000;
  private static final int PATIENCE = 120_000;

  final RandomGenerator chance;
  final Town town;
  final Agenda agenda;
  final Oracle oracle;
  final int deadline;
  final int calmFrom;
  final Map<AgentId, Node> honest = new TreeMap<>();
  final Set<AgentId> liars = new HashSet<>();
  final Optional<Adversary> adversary;

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::order));
  private final Weather weather;
  private final double crashing;
  private long time;
  private long order;
  private int crashesLeft = 6;

  private record Due(long time, long order, Runnable task) {}

  World(int size, long seed) {
    this.chance = RandomGeneratorFactory.of("Xoroshiro128PlusPlus").create(seed);
    this.town = new Town(size);
    this.deadline = 300 + chance.nextInt(2_500);
    this.calmFrom = chance.nextInt(5_000);
    this.agenda = town.agenda(1 + chance.nextInt(2), deadline, "seed " + seed);
    this.weather = new Weather(chance, calmFrom);
    this.crashing = chance.nextInt(3) == 0 ? 0.03 : 0;
    var order = new ArrayList<>(town.members);
    java.util.Collections.shuffle(order, java.util.Random.from(chance));
    int faulty = chance.nextInt(8) == 0 ? 0 : town.charter.faults();
    boolean forgets = faulty > 0 && chance.nextInt(6) == 0;
    liars.addAll(order.subList(0, forgets ? faulty - 1 : faulty));
    order.subList(liars.size(), size).forEach(it -> honest.put(it, new Node(this, it)));
    this.oracle = new Oracle(town, agenda, liars);
    this.adversary = liars.isEmpty() ? Optional.empty() : Optional.of(new Adversary(this));
    boolean lateRisers = chance.nextInt(4) == 0;
    honest
        .values()
        .forEach(node ->
            at(chance.nextInt(lateRisers && chance.nextBoolean() ? 20_000 : 50), node::start));
    honest.values().forEach(this::planVote);
    if (forgets) {
      planLoss(Objects.requireNonNull(honest.get(order.get(liars.size()))));
    }
    adversary.ifPresent(it -> at(1, it::act));
  }

  private void planVote(Node node) {
    if (chance.nextInt(12) > 0) {
      at(50 + chance.nextInt(1_200), () -> node.vote(anyPaper()));
    }
  }

  Statement.Paper anyPaper() {
    var ballots = new ArrayList<Ballot>();
    for (int i = 0; i < agenda.proposals().size(); i++) {
      ballots.add(chance.nextBoolean() ? Ballot.yes() : Ballot.no());
    }
    return Statement.Paper.of(ballots);
  }

  // The notebook is lost, or somebody writes into it.
  private void planLoss(Node node) {
    at(
        100 + chance.nextInt(2_000),
        () -> {
          var page = node.page();
          if (page.length > 0 && chance.nextBoolean()) {
            page[chance.nextInt(page.length)] ^= 1;
            node.rewrite(page);
          } else {
            node.rewrite(new byte[0]);
          }
          if (node.seat().isPresent()) {
            node.crash();
          }
        });
  }

  long now() {
    return time;
  }

  void at(long when, Runnable task) {
    queue.add(new Due(Math.max(when, time), order++, task));
  }

  boolean crashes() {
    boolean now = time < calmFrom && crashesLeft > 0 && chance.nextDouble() < crashing;
    crashesLeft -= now ? 1 : 0;
    return now;
  }

  void send(AgentId from, Letter letter, Optional<AgentId> to) {
    oracle.sent(from, letter);
    adversary.ifPresent(it -> it.sees(from, letter));
    for (var node : honest.values()) {
      if (!node.self().equals(from) && to.map(node.self()::equals).orElse(true)) {
        weather.delays(time, node.self(), letter).forEach(it -> deliver(node, from, letter, it));
      }
    }
  }

  void deliver(Node node, AgentId from, Letter letter, int delay) {
    at(time + delay, () -> node.hear(from, letter));
  }

  /** Runs until all are agreed. */
  void run() {
    int steps = 0;
    while (!isOver()) {
      var next = queue.poll();
      assertThat(next).as("B7: something happens").isNotNull();
      time = next.time();
      next.task().run();
      steps++;
      assertThat(steps < STEPS && time < PATIENCE).as("B7: all agree: %s", this).isTrue();
    }
  }

  private boolean isOver() {
    for (var node : honest.values()) {
      if (!node.isOver()) {
        return false;
      }
    }
    return true;
  }

  int latestRound() {
    return honest.values().stream().mapToInt(Node::round).max().orElse(0);
  }

  List<AgentId> anyHonest() {
    var some = new ArrayList<AgentId>();
    for (var member : honest.keySet()) {
      if (chance.nextBoolean()) {
        some.add(member);
      }
    }
    return some;
  }

  @Override
  public String toString() {
    return "liars %s at %d, calm from %d, rounds %s"
        .formatted(
            liars,
            time,
            calmFrom,
            honest.values().stream().map(it -> it.round() + (it.isOver() ? "!" : "")).toList());
  }
}
