package dev.maos.registry;

import dev.maos.base.CapabilityName;
import java.util.Map;

/**
 * How many agents there are; who is not counted under a heading is not in its map.
 *
 * @param agents all of them, the gone ones too
 */
public record AgentCounts(
    int agents,
    Map<AgentStatus, Integer> byStatus,
    Map<Liveness, Integer> byLiveness,
    Map<String, Integer> byType,
    Map<CapabilityName, Integer> byCapability) {
  /** Copies the maps. */
  public AgentCounts {
    byStatus = Map.copyOf(byStatus);
    byLiveness = Map.copyOf(byLiveness);
    byType = Map.copyOf(byType);
    byCapability = Map.copyOf(byCapability);
  }
}
