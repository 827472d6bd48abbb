package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.Optional;

/** What a {@link Seat} wants done, in this order. Immutable. */
public sealed interface Effect {
  /** Keep this. If that fails, nothing behind it may be done: the seat must be taken anew. */
  record Store(Memory memory) implements Effect {}

  /** Send this to a member, or to all others. */
  record Send(Letter letter, Optional<AgentId> to) implements Effect {
    static Send toAll(Letter letter) {
      return new Send(letter, Optional.empty());
    }
  }

  /** Come back after a while. */
  record Wake(Event.Alarm alarm, int number) implements Effect {}

  /** A liar is known. */
  record Accuse(Evidence evidence) implements Effect {}

  /** It is agreed. */
  record Decided(Certificate certificate) implements Effect {}
}
