package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Need;
import java.util.List;
import java.util.stream.Collectors;

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

  /**
   * Any one agent that is able to do all of this. The bus chooses one when it publishes the
   * message, which then is {@link ToAgent addressed} to that one, and knows by its {@link
   * Assignment} why.
   *
   * @param needs what it must be able to do, 1 to 8
   */
  record ToCapable(List<Need> needs) implements Address {
    static final int MAX_NEEDS = 8;

    /** Copies the needs. */
    public ToCapable {
      needs = List.copyOf(needs);
      if (needs.isEmpty() || needs.size() > MAX_NEEDS) {
        throw new InvalidInputException(
            ErrorCode.INVALID_CAPABILITY,
            "recipient",
            needs.toString(),
            "1 to 8 things that it is able to do");
      }
    }

    @Override
    public String toString() {
      return "whoever is able to "
          + needs.stream().map(Need::toString).collect(Collectors.joining(", "));
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
