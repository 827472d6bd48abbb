package dev.maos.resilience;

import dev.maos.base.TimeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The policy, the budget and the counts of one component. Thread-safe. */
final class Component {
  private static final int MOST_OPERATIONS = 100;
  private static final String OTHER = "other";

  private final String name;
  private final TimeSource time;
  private final RandomGenerator random;
  private final RetryBudget budget = RetryBudget.defaults();
  private final Map<String, OperationCounts> operations = new ConcurrentHashMap<>();
  private volatile Retrier retrier;

  Component(String name, TimeSource time, RandomGenerator random) {
    this.name = Check.name("component", name);
    this.time = time;
    this.random = random;
    this.retrier = new Retrier(RetryPolicy.defaults(), time, random, budget);
  }

  Retrier retrier() {
    return retrier;
  }

  void policy(RetryPolicy policy) {
    retrier = new Retrier(policy, time, random, budget);
  }

  /** The counts of an operation; those beyond the bound are counted together. */
  OperationCounts counts(String operation) {
    var counts = operations.get(operation);
    if (counts != null) {
      return counts;
    }
    Check.name("operation", operation);
    var key = operations.size() < MOST_OPERATIONS ? operation : OTHER;
    return operations.computeIfAbsent(key, _ -> new OperationCounts());
  }

  Stream<OperationStats> statistics() {
    return operations.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().statistics(name, entry.getKey()));
  }
}
