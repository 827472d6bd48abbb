package dev.maos.message;

import dev.maos.base.AgentId;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who knows which agents are there and what they are able to do. Whoever wires a bus to a
 * registry provides it; it is asked for each message to {@link Address.ToCapable}, so it must be
 * quick. Implementations are thread-safe.
 */
@FunctionalInterface
public interface AgentFinder {
  /**
   * Picks an agent.
   *
   * @param except who must not be picked
   * @param key if there is one, the same agent is picked for the same key as long as that can be
   */
  Optional<AgentId> find(Address.ToCapable wanted, Set<AgentId> except, Optional<String> key);

  /** Knows nobody. */
  static AgentFinder none() {
    return (wanted, except, key) -> Optional.empty();
  }
}
