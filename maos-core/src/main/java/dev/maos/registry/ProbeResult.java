package dev.maos.registry;

import dev.maos.base.AgentId;
import java.time.Duration;

/**
 * What a probe found out.
 *
 * @param roundTrip how long it took to answer, or how long nobody did
 */
public record ProbeResult(AgentId agent, Prober.Answer answer, Duration roundTrip) {
  /** Whether the agent is there. */
  public boolean isHere() {
    return answer == Prober.Answer.HERE;
  }
}
