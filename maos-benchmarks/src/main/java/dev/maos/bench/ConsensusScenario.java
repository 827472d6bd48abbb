package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured of votes, under the name that reports and command lines use. */
public enum ConsensusScenario {
  /** Five agents vote YES or NO, and the majority decides. */
  MAJORITY_OF_5,
  /** The same with five different weights. */
  WEIGHTED_OF_5,
  /** Five agents rank three options, with a run-off. */
  RANKED_OF_5,
  /** The first one again, while 10,000 other votes are open. */
  OPEN_10000;

  /** The name in reports: {@code "majority-of-5"}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_SETTING} with the names that exist
   */
  public static ConsensusScenario of(String id) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                ErrorCode.INVALID_SETTING, "scenario", id, "one of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(ConsensusScenario::id).collect(Collectors.joining(", "));
  }
}
