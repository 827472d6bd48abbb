package dev.maos.event;

import dev.maos.base.AgentId;
import java.util.Optional;

/** The guard of those who have none. */
enum OpenEars implements EventGuard {
  INSTANCE;

  @Override
  public Optional<String> dispatching(Event event) {
    return Optional.empty();
  }

  @Override
  public Optional<String> announcing(Event event) {
    return Optional.empty();
  }

  @Override
  public boolean believes(Event event) {
    return true;
  }

  @Override
  public boolean mayHear(AgentId subscriber, Event event) {
    return true;
  }
}
