package dev.maos.registry;

import dev.maos.base.AgentId;

/** One entry of a store's log. */
public sealed interface StoreChange {
  /** Its number; greater than all before. */
  long revision();

  /** An agent registered, perhaps in place of another registration of its id. */
  record Registered(AgentRecord record) implements StoreChange {
    @Override
    public long revision() {
      return record.revision();
    }
  }

  /** An agent's state changed. */
  record StateWritten(long revision, AgentId agent, long incarnation, AgentState state)
      implements StoreChange {}

  /** A registration ended. */
  record Departed(long revision, AgentId agent, long incarnation, String reason)
      implements StoreChange {}

  /** A session beat again after a silence that had made it a suspect. */
  record SessionReturned(long revision, SessionBeat beat) implements StoreChange {}
}
