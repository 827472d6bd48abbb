package dev.maos.testkit;

import dev.maos.registry.AgentStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store whose place another one can take, as when a server comes back empty. */
final class SwitchedAgentStore extends ForwardingAgentStore {
  private volatile AgentStore store;
  private final List<Runnable> bells = new CopyOnWriteArrayList<>();

  SwitchedAgentStore(AgentStore store) {
    this.store = store;
  }

  void switchTo(AgentStore other) {
    bells.forEach(other::listen);
    store = other;
  }

  @Override
  AgentStore asked() {
    return store;
  }

  @Override
  public Push push() {
    return Push.RELIABLE;
  }

  @Override
  public Listening listen(Runnable bell) {
    bells.add(bell);
    return store.listen(bell);
  }
}
