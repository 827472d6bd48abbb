package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Objects;

/**
 * An agent to be taken out.
 *
 * @param incarnation the registration that ends
 * @param reason why, for people; at most 256 characters
 */
public record Departure(AgentId agent, long incarnation, String reason) {
  private static final int MAX_REASON = 256;

  /** Checks the reason. */
  public Departure {
    Objects.requireNonNull(agent, "agent");
    Limit.text("reason", reason, 0, MAX_REASON);
  }
}
