package dev.maos.registry;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.Objects;

/**
 * An agent as it is registered. Immutable.
 *
 * @param session the process that hosts it
 * @param incarnation which registration this is: a later one of the same id has a greater number
 * @param revision the store's number of the change that made it what it is
 * @param registeredAt by the store's clock
 */
public record AgentRecord(
    AgentDescriptor descriptor,
    SessionId session,
    long incarnation,
    long revision,
    Instant registeredAt,
    AgentState state) {

  /** Checks that the parts are there. */
  public AgentRecord {
    Objects.requireNonNull(descriptor, "descriptor");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(registeredAt, "registeredAt");
    Objects.requireNonNull(state, "state");
  }

  /** The agent's id. */
  public AgentId id() {
    return descriptor.id();
  }

  /** What the agent says that it is doing. */
  public AgentStatus status() {
    return state.status();
  }

  /** This record after a change of its state. */
  public AgentRecord with(AgentState changed, long atRevision) {
    return new AgentRecord(descriptor, session, incarnation, atRevision, registeredAt, changed);
  }
}
