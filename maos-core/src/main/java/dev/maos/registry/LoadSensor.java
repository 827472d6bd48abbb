package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who sees the work of this process's agents from outside, as a bus sees their inboxes.
 * Asked about all of them once a second. Implementations are thread-safe.
 */
@FunctionalInterface
public interface LoadSensor {
  /** What is seen of these agents; of whom nothing is seen is left out. */
  Map<AgentId, Seen> seen(Set<AgentId> agents);

  /** Sees nothing. */
  static LoadSensor blind() {
    return agents -> Map.of();
  }
}
