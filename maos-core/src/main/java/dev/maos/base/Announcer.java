package dev.maos.base;

import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who is told that something has happened, by parts of the layer that do not know who
 * listens. Implementations are thread-safe, and neither wait nor throw.
 */
@FunctionalInterface
public interface Announcer {
  /**
   * Tells that something has happened.
   *
   * @param what the kind of thing, in capital letters, digits and underscores: {@code
   *     CONSENSUS_REACHED}
   * @param who to whom it happened
   * @param about the topic
   * @param data the details
   * @param cause the id of the message or event that it follows from, if there is one
   */
  void announce(String what, AgentId who, Topic about, Payload data, Optional<UUID> cause);

  /** Whether anybody would hear it now: if not, it need not be put into words. */
  default boolean isHeard() {
    return true;
  }

  /** Tells nobody. */
  static Announcer nobody() {
    return new Announcer() {
      @Override
      public void announce(
          String what, AgentId who, Topic about, Payload data, Optional<UUID> cause) {}

      @Override
      public boolean isHeard() {
        return false;
      }
    };
  }
}
