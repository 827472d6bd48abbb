package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.List;

/**
 * How the benchmark of events is run.
 *
 * @param scenarios in the order in which they are run, at least one
 * @param rounds measured rounds for each scenario and system, 1 to 1,000; reports show the median
 * @param round how long a round tells, 1 ms to 1 hour
 * @param warmUp how long each system runs unmeasured first, up to 1 hour
 * @param latencyRate events a second while latency is measured, 1 to 10,000,000
 */
public record EventBenchOptions(
    List<EventScenario> scenarios, int rounds, Duration round, Duration warmUp, int latencyRate) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final EventBenchOptions DEFAULTS =
      new EventBenchOptions(
          List.of(EventScenario.values()),
          5,
          Duration.ofMillis(1_200),
          Duration.ofMillis(2_500),
          200_000);

  /** Checks the ranges. */
  public EventBenchOptions {
    scenarios = List.copyOf(scenarios);
    check("scenarios", scenarios.size(), 1, 100);
    check("rounds", rounds, 1, 1_000);
    check("round", round.toMillis(), 1, HOUR.toMillis());
    check("warmUp", warmUp.toMillis(), 0, HOUR.toMillis());
    check("latencyRate", latencyRate, 1, 10_000_000);
  }

  /** Every scenario, 5 rounds of 1.2 s after 2.5 s of warm-up, latency at 200,000 a second. */
  public static EventBenchOptions defaults() {
    return DEFAULTS;
  }

  public EventBenchOptions scenarios(List<EventScenario> scenarios) {
    return new EventBenchOptions(scenarios, rounds, round, warmUp, latencyRate);
  }

  public EventBenchOptions rounds(int rounds) {
    return new EventBenchOptions(scenarios, rounds, round, warmUp, latencyRate);
  }

  public EventBenchOptions round(Duration round) {
    return new EventBenchOptions(scenarios, rounds, round, warmUp, latencyRate);
  }

  public EventBenchOptions warmUp(Duration warmUp) {
    return new EventBenchOptions(scenarios, rounds, round, warmUp, latencyRate);
  }

  public EventBenchOptions latencyRate(int latencyRate) {
    return new EventBenchOptions(scenarios, rounds, round, warmUp, latencyRate);
  }

  private static void check(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING,
          setting,
          Long.toString(value),
          "%,d to %,d".formatted(least, most));
    }
  }
}
