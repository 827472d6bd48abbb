package dev.maos.message;

import dev.maos.base.AgentId;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which messages a subscription wants, by type, sender and priority; an empty set means any. What
 * it does not want from an inbox or a group stays there for a subscription that does.
 *
 * @param senders at most {@value #MAX_SENDERS}
 */
public record MessageFilter(
    Set<MessageType> types, Set<AgentId> senders, Set<Priority> priorities) {

  /** How many senders a filter names at most: a backend looks through them for each message. */
  public static final int MAX_SENDERS = 500;

  /** Every message. */
  public static final MessageFilter ANY = new MessageFilter(Set.of(), Set.of(), Set.of());

  public MessageFilter {
    types = Set.copyOf(types);
    senders = Set.copyOf(senders);
    priorities = Set.copyOf(priorities);
    Setting.between("senders", senders.size(), 0, MAX_SENDERS);
  }

  public MessageFilter types(MessageType first, MessageType... others) {
    return new MessageFilter(EnumSet.of(first, others), senders, priorities);
  }

  public MessageFilter senders(AgentId... wanted) {
    return new MessageFilter(types, Set.of(wanted), priorities);
  }

  public MessageFilter priorities(Priority first, Priority... others) {
    return new MessageFilter(types, senders, EnumSet.of(first, others));
  }

  /** Whether {@code message} passes. */
  public boolean accepts(Message message) {
    return (types.isEmpty() || types.contains(message.type()))
        && (senders.isEmpty() || senders.contains(message.sender()))
        && (priorities.isEmpty() || priorities.contains(message.priority()));
  }
}
