package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.List;

/**
 * A question to an agent. Immutable.
 *
 * @param choices whose claims it can answer with
 * @param until the time from which an answer is late
 */
public record Question(Asked asked, List<AgentId> choices, Instant until) {
  /** Copies the list. */
  public Question {
    choices = List.copyOf(choices);
  }
}
