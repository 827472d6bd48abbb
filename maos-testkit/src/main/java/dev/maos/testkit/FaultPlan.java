package dev.maos.testkit;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each {@link Fault} happens, as probabilities from 0 to 1. Immutable.
 *
 * <p>
 *
 * {@snippet :
 * FaultPlan.none().with(Fault.LOSE_REPLY, 0.1).with(Fault.DELAY_BELL, 0.5);
 * }
 */
public record FaultPlan(Map<Fault, Double> probabilities) {
  private static final double ROUGH = 0.05;

  /**
   * A plan.
   *
   * @throws IllegalArgumentException if a probability is not between 0 and 1
   */
  public FaultPlan {
    probabilities = Map.copyOf(probabilities);
    probabilities.forEach(FaultPlan::check);
  }

  /** No faults. */
  public static FaultPlan none() {
    return new FaultPlan(Map.of());
  }

  /** Every fault, each once in 20 times. */
  public static FaultPlan rough() {
    var all = new EnumMap<Fault, Double>(Fault.class);
    for (var fault : Fault.values()) {
      all.put(fault, ROUGH);
    }
    return new FaultPlan(all);
  }

  /** This plan with another probability for one fault. */
  public FaultPlan with(Fault fault, double probability) {
    var changed = new EnumMap<Fault, Double>(Fault.class);
    changed.putAll(probabilities);
    changed.put(fault, probability);
    return new FaultPlan(changed);
  }

  /** This plan without one fault. */
  public FaultPlan without(Fault fault) {
    return with(fault, 0);
  }

  double probability(Fault fault) {
    return probabilities.getOrDefault(fault, 0.0);
  }

  private static void check(Fault fault, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability of " + fault + " must be between 0 and 1: " + probability);
    }
  }
}
