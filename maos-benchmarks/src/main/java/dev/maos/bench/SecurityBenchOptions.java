package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * How the benchmark of security is run.
 *
 * @param scenarios in the order in which they are run, at least one
 * @param rounds measured rounds for each system in each scenario, 1 to 1,000; reports show the
 *     median
 * @param round how long a round takes, 1 ms to 1 hour
 */
public record SecurityBenchOptions(List<SecurityScenario> scenarios, int rounds, Duration round) {
  private static final int MOST_ROUNDS = 1_000;
  private static final Duration HOUR = Duration.ofHours(1);

  /** Checks the ranges. */
  public SecurityBenchOptions {
    scenarios = List.copyOf(scenarios);
    check("scenarios", !scenarios.isEmpty(), scenarios.size(), "at least one");
    check("rounds", rounds >= 1 && rounds <= MOST_ROUNDS, rounds, "1 to 1,000");
    boolean isLength = round.toMillis() >= 1 && round.compareTo(HOUR) <= 0;
    check("round", isLength, round, "1 ms to 1 hour");
  }

  private static void check(String setting, boolean holds, Object value, String allowed) {
    if (!holds) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, setting, value.toString(), allowed);
    }
  }

  /** Every scenario, 5 rounds of 1 s. */
  public static SecurityBenchOptions defaults() {
    return new SecurityBenchOptions(
        List.copyOf(EnumSet.allOf(SecurityScenario.class)), 5, Duration.ofSeconds(1));
  }

  /** With these scenarios. */
  public SecurityBenchOptions scenarios(List<SecurityScenario> changed) {
    return new SecurityBenchOptions(changed, rounds, round);
  }

  /** With so many rounds. */
  public SecurityBenchOptions rounds(int changed) {
    return new SecurityBenchOptions(scenarios, changed, round);
  }

  /** With rounds of this length. */
  public SecurityBenchOptions round(Duration changed) {
    return new SecurityBenchOptions(scenarios, rounds, changed);
  }
}
