package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Need;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why an agent was chosen for a message: what was asked for, and who was chosen before it and died
 * or left before acknowledging. None of those is chosen again: they may have stored it, and a
 * message that kills its handlers must not go round. Immutable.
 *
 * @param needs what the recipient must be able to do
 * @param earlier those who were chosen before, the first one first; at most 16
 */
public record Assignment(List<Need> needs, List<AgentId> earlier) {
  static final int MAX_EARLIER = 16;

  /** Copies the lists. */
  public Assignment {
    needs = new Address.ToCapable(needs).needs();
    earlier = List.copyOf(earlier);
    if (earlier.size() > MAX_EARLIER) {
      throw new IllegalArgumentException("at most 16 agents were chosen before: " + earlier);
    }
  }

  /** A first choice. */
  static Assignment of(Address.ToCapable wanted) {
    return new Assignment(wanted.needs(), List.of());
  }

  /** Who is wanted. */
  public Address.ToCapable wanted() {
    return new Address.ToCapable(needs);
  }

  /** The assignment of the one who comes after {@code gone}. */
  Assignment after(AgentId gone) {
    return new Assignment(needs, Stream.concat(earlier.stream(), Stream.of(gone)).toList());
  }

  /** How many had it, with the one who has it now. */
  int holders() {
    return earlier.size() + 1;
  }
}
