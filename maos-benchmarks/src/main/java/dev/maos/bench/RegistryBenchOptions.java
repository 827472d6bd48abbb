package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * How the benchmark of the registry is run.
 *
 * @param scenarios in the order in which they are run, at least one
 * @param rounds measured rounds for each scenario, 1 to 1,000, after one that is not; reports show
 *     the median
 * @param round how long a round takes, 1 ms to 1 hour; registering takes as long as it takes
 * @param agents how many agents there are, 3 to 10,000
 * @param seed of what agents are able to do
 */
public record RegistryBenchOptions(
    List<RegistryScenario> scenarios, int rounds, Duration round, int agents, long seed) {
  private static final int MOST_ROUNDS = 1_000;
  private static final int LEAST_AGENTS = 3;
  private static final int MOST_AGENTS = 10_000;
  private static final Duration HOUR = Duration.ofHours(1);

  /** Checks the ranges. */
  public RegistryBenchOptions {
    scenarios = List.copyOf(scenarios);
    check("scenarios", !scenarios.isEmpty(), scenarios.size(), "at least one");
    check("rounds", rounds >= 1 && rounds <= MOST_ROUNDS, rounds, "1 to 1,000");
    boolean isLength = round.toMillis() >= 1 && round.compareTo(HOUR) <= 0;
    check("round", isLength, round, "1 ms to 1 hour");
    check("agents", agents >= LEAST_AGENTS && agents <= MOST_AGENTS, agents, "3 to 10,000");
  }

  private static void check(String setting, boolean holds, Object value, String allowed) {
    if (!holds) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, setting, value.toString(), allowed);
    }
  }

  /** Every scenario, 5 rounds of 1 s, 10,000 agents. */
  public static RegistryBenchOptions defaults() {
    return new RegistryBenchOptions(
        List.copyOf(EnumSet.allOf(RegistryScenario.class)),
        5,
        Duration.ofSeconds(1),
        MOST_AGENTS,
        20_260_101L);
  }

  /** With these scenarios. */
  public RegistryBenchOptions scenarios(List<RegistryScenario> changed) {
    return new RegistryBenchOptions(changed, rounds, round, agents, seed);
  }

  /** With so many rounds. */
  public RegistryBenchOptions rounds(int changed) {
    return new RegistryBenchOptions(scenarios, changed, round, agents, seed);
  }

  /** With rounds of this length. */
  public RegistryBenchOptions round(Duration changed) {
    return new RegistryBenchOptions(scenarios, rounds, changed, agents, seed);
  }

  /** With so many agents. */
  public RegistryBenchOptions agents(int changed) {
    return new RegistryBenchOptions(scenarios, rounds, round, changed, seed);
  }
}
