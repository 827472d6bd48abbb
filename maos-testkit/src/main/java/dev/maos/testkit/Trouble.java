package dev.maos.testkit;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Decides, from a seed or as told, which faults happen, and counts them. Thread-safe. */
final class Trouble {
  private final RandomGenerator random;
  private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
  private final Deque<Fault> told = new ArrayDeque<>();
  private FaultPlan plan;

  Trouble(FaultPlan plan, Seed seed) {
    this.plan = plan;
    this.random = seed.random();
  }

  synchronized void follow(FaultPlan newPlan) {
    plan = newPlan;
  }

  /** These happen next, one at each occasion for it, before chance is asked again. */
  synchronized void tell(List<Fault> faults) {
    told.addAll(faults);
  }

  /** Whether this fault happens now. */
  synchronized boolean strikes(Fault fault) {
    boolean ordered = told.peek() == fault;
    if (ordered) {
      told.remove();
    }
    boolean strikes = ordered || random.nextDouble() < plan.probability(fault);
    if (strikes) {
      happened.merge(fault, 1, Integer::sum);
    }
    return strikes;
  }

  synchronized int below(int bound) {
    return random.nextInt(bound);
  }

  synchronized void shuffle(List<?> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }

  synchronized Map<Fault, Integer> happened() {
    return Map.copyOf(happened);
  }
}
