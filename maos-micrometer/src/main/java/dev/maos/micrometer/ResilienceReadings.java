package dev.maos.micrometer;

import dev.maos.resilience.BreakerStats;
import dev.maos.resilience.CircuitBreaker;
import dev.maos.resilience.ErrorPolicies;
import dev.maos.resilience.OperationStats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What is exported of retries and circuit breakers. Not thread-safe. */
final class ResilienceReadings {
  private static final String CALLS = "maos.operation.calls";
  private static final String CALLS_HELP = "Calls, by how they ended";
  private static final String THROUGH = "maos.breaker.calls";
  private static final String THROUGH_HELP = "Calls that came to a circuit breaker";

  private final TagValues operations = new TagValues();
  private final TagValues breakers = new TagValues();

  void read(ErrorPolicies policies, Readings into) {
    var calls = policies.statistics();
    operations.present(calls.stream().map(ResilienceReadings::name).toList());
    operation(calls, into, CALLS, CALLS_HELP, "succeeded", OperationStats::succeeded);
    operation(calls, into, CALLS, CALLS_HELP, "failed", OperationStats::failed);
    operation(calls, into, CALLS, CALLS_HELP, "refused", OperationStats::refused);
    operation(calls, into, CALLS, CALLS_HELP, "retried", OperationStats::retries);
    readBreakers(policies.breakers(), into);
  }

  private void operation(
      List<OperationStats> all,
      Readings into,
      String words,
      String help,
      String outcome,
      ToLongFunction<OperationStats> number) {
    var sums = new TreeMap<String, Long>();
    all.forEach(one -> sums.merge(operations.of(name(one)), number.applyAsLong(one), Long::sum));
    sums.forEach(
        (name, sum) -> into.count(words, help, sum, "operation", name, "outcome", outcome));
  }

  private static String name(OperationStats one) {
    return one.component() + "/" + one.operation();
  }

  private void readBreakers(List<BreakerStats> all, Readings into) {
    breakers.present(all.stream().map(BreakerStats::breaker).toList());
    // What has no name of its own has no state of its own.
    all.stream()
        .filter(one -> breakers.of(one.breaker()).equals(one.breaker()))
        .forEach(one -> state(one, into));
    through(all, into, "succeeded", BreakerStats::succeeded);
    through(all, into, "failed", BreakerStats::failed);
    through(all, into, "ignored", BreakerStats::ignored);
    through(all, into, "refused", BreakerStats::refused);
    folded(all, BreakerStats::opened)
        .forEach((name, sum) ->
            into.count("maos.breaker.opened", "How often it opened", sum, "breaker", name));
  }

  private static void state(BreakerStats one, Readings into) {
    for (var state : CircuitBreaker.State.values()) {
      into.level(
          "maos.breaker.state",
          "1 for the state that the breaker is in",
          one.state() == state ? 1 : 0,
          "breaker",
          one.breaker(),
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
  }

  private void through(
      List<BreakerStats> all, Readings into, String outcome, ToLongFunction<BreakerStats> number) {
    folded(all, number)
        .forEach((name, sum) ->
            into.count(THROUGH, THROUGH_HELP, sum, "breaker", name, "outcome", outcome));
  }

  private Map<String, Long> folded(List<BreakerStats> all, ToLongFunction<BreakerStats> number) {
    var sums = new TreeMap<String, Long>();
    all.forEach(one -> sums.merge(breakers.of(one.breaker()), number.applyAsLong(one), Long::sum));
    return sums;
  }
}
