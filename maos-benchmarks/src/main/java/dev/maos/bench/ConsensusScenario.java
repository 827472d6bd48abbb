package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** What is measured of votes, under the name that reports and command lines use. */
public enum ConsensusScenario implements NamedScenario {
  /** Five agents vote YES or NO, and the majority decides. */
  MAJORITY_OF_5,
  /** The same with five different weights. */
  WEIGHTED_OF_5,
  /** Five agents rank three options, with a run-off. */
  RANKED_OF_5,
  /** The first one again, while 10,000 other votes are open. */
  OPEN_10000;

  /**
   * Returns the scenario of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  public static ConsensusScenario of(String id) {
    return NamedScenario.of(values(), id);
  }
}
