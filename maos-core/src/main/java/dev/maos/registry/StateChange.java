package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Objects;

/**
 * A new state to be written.
 *
 * @param incarnation the registration that writes it
 */
public record StateChange(AgentId agent, long incarnation, AgentState state) {
  /** Checks that the parts are there. */
  public StateChange {
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(state, "state");
  }
}
