package dev.maos.bench;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.memory.MemoryAgentStore;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.Errand;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Selection;
import dev.maos.registry.Surroundings;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Jobs that come to workers of unequal speed, each of which does one after the other: how long do
 * they wait until somebody begins with them?
 *
 * <p>A registry picks the worker when a job comes, knowing no more than it would in earnest: what
 * it has sent and not heard of, and how long answers have taken. The ideal is a single queue from
 * which whoever is free takes the next job, the quickest first; nobody who must pick at once can be
 * as good, for nobody knows how long a job will be.
 */
final class Simulation {
  private static final int WORKERS = 20;
  private static final double NANOS = 1_000_000;

  private final double[] arrivals;
  private final double[] sizes;
  private final double[] speeds = new double[WORKERS];

  /** Jobs of this size on average 1, coming at these moments; both in milliseconds. */
  private Simulation(double[] arrivals, double[] sizes) {
    this.arrivals = arrivals;
    this.sizes = sizes;
    for (int i = 0; i < WORKERS; i++) {
      // The quickest is four times as quick as the slowest.
      speeds[i] = 0.5 + 1.5 * i / (WORKERS - 1);
    }
  }

  private static double capacity() {
    return 1.25 * WORKERS;
  }

  /**
   * Jobs that come one by one at random.
   *
   * @param load the share of what all workers together can do
   */
  static Simulation steady(
      int jobs, double load, long seed, ToDoubleFunction<RandomGenerator> size) {
    var random = new SplittableRandom(seed);
    var arrivals = new double[jobs];
    var sizes = new double[jobs];
    double now = 0;
    for (int i = 0; i < jobs; i++) {
      now += exponential(random) / (load * capacity());
      arrivals[i] = now;
      sizes[i] = size.applyAsDouble(random);
    }
    return new Simulation(arrivals, sizes);
  }

  /** Jobs that come all at once, so many at a time, as a planner sends them. */
  static Simulation bursts(
      int jobs, int burst, double load, long seed, ToDoubleFunction<RandomGenerator> size) {
    var random = new SplittableRandom(seed);
    var arrivals = new double[jobs];
    var sizes = new double[jobs];
    for (int i = 0; i < jobs; i++) {
      arrivals[i] = Math.floorDiv(i, burst) * (burst / (load * capacity()));
      sizes[i] = size.applyAsDouble(random);
    }
    return new Simulation(arrivals, sizes);
  }

  static double exponential(RandomGenerator random) {
    return -Math.log(1 - random.nextDouble());
  }

  static double uniform(RandomGenerator random) {
    return 0.5 + random.nextDouble();
  }

  /** The waits in the ideal queue. */
  Waits ideal() {
    var freeAt = new double[WORKERS];
    var waits = new double[arrivals.length];
    for (int job = 0; job < waits.length; job++) {
      int best = 0;
      for (int i = 1; i < WORKERS; i++) {
        double mine = Math.max(freeAt[i], arrivals[job]);
        double others = Math.max(freeAt[best], arrivals[job]);
        best = mine < others || (mine == others && speeds[i] > speeds[best]) ? i : best;
      }
      double start = Math.max(freeAt[best], arrivals[job]);
      waits[job] = start - arrivals[job];
      freeAt[best] = start + sizes[job] / speeds[best];
    }
    return Waits.settled(waits);
  }

  private record Done(double at, Errand errand) {}

  /** The waits when a registry picks. */
  Waits with(Selection how, long seed) {
    var time = new ManualTime();
    var store = new MemoryAgentStore(time);
    try (var registry =
        new AgentRegistry(
            () -> store,
            RegistryOptions.defaults(),
            Surroundings.none(),
            time,
            new SplittableRandom(seed))) {
      var numbers = new HashMap<AgentId, Integer>();
      for (int i = 0; i < WORKERS; i++) {
        var id = AgentId.of("w" + i);
        numbers.put(id, i);
        registry.register(AgentDescriptor.of(id).able("work").build());
      }
      return Waits.settled(waits(registry, how, time, numbers));
    }
  }

  private double[] waits(
      AgentRegistry registry, Selection how, ManualTime time, Map<AgentId, Integer> numbers) {
    var query = AgentQuery.whoIsAble("work");
    var freeAt = new double[WORKERS];
    var under = new PriorityQueue<>(Comparator.comparingDouble(Done::at));
    var waits = new double[arrivals.length];
    for (int job = 0; job < waits.length; job++) {
      while (!under.isEmpty() && under.element().at() <= arrivals[job]) {
        var done = under.remove();
        moveTo(done.at(), time);
        done.errand().done();
      }
      moveTo(arrivals[job], time);
      var errand = registry.assign(query, how).orElseThrow();
      int worker = Objects.requireNonNull(numbers.get(errand.agent()));
      double start = Math.max(freeAt[worker], arrivals[job]);
      waits[job] = start - arrivals[job];
      freeAt[worker] = start + sizes[job] / speeds[worker];
      under.add(new Done(freeAt[worker], errand));
    }
    return waits;
  }

  private static void moveTo(double millis, ManualTime time) {
    long nanos = Math.round(millis * NANOS) - time.nanos();
    if (nanos > 0) {
      time.advance(Duration.ofNanos(nanos));
    }
  }
}
