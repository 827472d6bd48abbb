package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Optional;

/**
 * What an agent says when it is asked. Immutable.
 *
 * @param choice whose claim; empty if it wants none of them
 * @param reason at most 2,000 characters
 */
public record Answer(Optional<AgentId> choice, String reason) {
  private static final int MAX_REASON = 2_000;

  /** Checks the reason. */
  public Answer {
    if (reason.length() > MAX_REASON) {
      throw new InvalidInputException(
          ErrorCode.INVALID_CONFLICT,
          "reason",
          reason.length() + " characters",
          "at most " + MAX_REASON);
    }
  }

  /** The claim of this agent. */
  public static Answer of(AgentId choice) {
    return new Answer(Optional.of(choice), "");
  }

  /** None of them. */
  public static Answer none() {
    return new Answer(Optional.empty(), "");
  }

  /** The same with a reason. */
  public Answer because(String why) {
    return new Answer(choice, why);
  }
}
