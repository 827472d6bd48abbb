package dev.maos.message;

import dev.maos.base.AgentId;

/** Where a message goes. */
public sealed interface Address {
  /** Everyone subscribed to the message's topic; each subscription gets it once. */
  Address EVERYONE = new Everyone();

  /** One agent's inbox. It waits there, durably, until the agent subscribes to its topic. */
  record ToAgent(AgentId agent) implements Address {
    @Override
    public String toString() {
      return "agent " + agent;
    }
  }

  /** One member of a group of competing consumers. */
  record ToGroup(GroupName group) implements Address {
    @Override
    public String toString() {
      return "group " + group;
    }
  }

  /** See {@link #EVERYONE}. */
  record Everyone() implements Address {
    @Override
    public String toString() {
      return "everyone";
    }
  }
}
