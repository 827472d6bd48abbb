package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * How the benchmark of votes is run.
 *
 * @param scenarios in the order in which they are run, at least one
 * @param rounds measured rounds for each scenario, 1 to 1,000, after one that is not; reports show
 *     the median
 * @param round how long a round takes, 1 ms to 1 hour
 * @param open how many votes are open beside the measured one where many are, 1 to 10,000
 * @param atOnce how many votes are under way at the same time, 1 to 1,000
 */
public record ConsensusBenchOptions(
    List<ConsensusScenario> scenarios, int rounds, Duration round, int open, int atOnce) {
  private static final int MOST_ROUNDS = 1_000;
  private static final int MOST_OPEN = 10_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final int AT_ONCE = 32;
  private static final Duration HOUR = Duration.ofHours(1);

  /** Checks the ranges. */
  public ConsensusBenchOptions {
    scenarios = List.copyOf(scenarios);
    check("scenarios", !scenarios.isEmpty(), scenarios.size(), "at least one");
    check("rounds", rounds >= 1 && rounds <= MOST_ROUNDS, rounds, "1 to 1,000");
    boolean isLength = round.toMillis() >= 1 && round.compareTo(HOUR) <= 0;
    check("round", isLength, round, "1 ms to 1 hour");
    check("open", open >= 1 && open <= MOST_OPEN, open, "1 to 10,000");
    check("atOnce", atOnce >= 1 && atOnce <= MOST_AT_ONCE, atOnce, "1 to 1,000");
  }

  private static void check(String setting, boolean holds, Object value, String allowed) {
    if (!holds) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, setting, value.toString(), allowed);
    }
  }

  /** Every scenario, 5 rounds of 1 s, 10,000 open votes, 32 at once. */
  public static ConsensusBenchOptions defaults() {
    return new ConsensusBenchOptions(
        List.copyOf(EnumSet.allOf(ConsensusScenario.class)),
        5,
        Duration.ofSeconds(1),
        MOST_OPEN,
        AT_ONCE);
  }

  /** With these scenarios. */
  public ConsensusBenchOptions scenarios(List<ConsensusScenario> changed) {
    return new ConsensusBenchOptions(changed, rounds, round, open, atOnce);
  }

  /** With so many rounds. */
  public ConsensusBenchOptions rounds(int changed) {
    return new ConsensusBenchOptions(scenarios, changed, round, open, atOnce);
  }

  /** With rounds of this length. */
  public ConsensusBenchOptions round(Duration changed) {
    return new ConsensusBenchOptions(scenarios, rounds, changed, open, atOnce);
  }

  /** With so many open votes. */
  public ConsensusBenchOptions open(int changed) {
    return new ConsensusBenchOptions(scenarios, rounds, round, changed, atOnce);
  }

  /** With so many votes at the same time. */
  public ConsensusBenchOptions atOnce(int changed) {
    return new ConsensusBenchOptions(scenarios, rounds, round, open, changed);
  }
}
