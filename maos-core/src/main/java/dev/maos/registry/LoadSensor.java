package dev.maos.registry;

import dev.maos.base.AgentId;
import java.util.Optional;

/**
 * Somebody who sees the work of this process's agents from outside, as a bus sees their inboxes.
 * Asked about each agent once a second, so it must be quick and must not wait. Thread-safe.
 */
@FunctionalInterface
public interface LoadSensor {
  /** What is seen of an agent; empty if nothing is. */
  Optional<Seen> seen(AgentId agent);

  /** Sees nothing. */
  static LoadSensor blind() {
    return Blind.INSTANCE;
  }

  /** Sees nothing, and can be told from those who might. */
  enum Blind implements LoadSensor {
    /** The only one. */
    INSTANCE;

    @Override
    public Optional<Seen> seen(AgentId agent) {
      return Optional.empty();
    }
  }
}
