package dev.maos.event;

import dev.maos.base.AgentId;

/** A handler that hears only what its subscriber may. As thread-safe as the handler. */
record GuardedHandler(AgentId subscriber, EventGuard guard, EventHandler handler)
    implements EventHandler {

  static EventHandler of(AgentId subscriber, EventGuard guard, EventHandler handler) {
    return guard.equals(EventGuard.open())
        ? handler
        : new GuardedHandler(subscriber, guard, handler);
  }

  @Override
  public void handle(EventDelivery delivery) throws Exception {
    if (guard.mayHear(subscriber, delivery.event())) {
      handler.handle(delivery);
    }
  }
}
