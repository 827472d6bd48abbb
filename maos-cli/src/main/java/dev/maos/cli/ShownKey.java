package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import java.time.Instant;
import java.util.Optional;

/**
 * A key as a line of a list.
 *
 * @param owner nobody where only the id of a revoked key is known
 * @param until when a retired key ends to count
 */
record ShownKey(Optional<Owner> owner, KeyId key, State state, Optional<Instant> until) {
  /** Whose a key is, and what for. */
  record Owner(AgentId agent, KeyPurpose purpose) {}

  /** Whether a key counts. */
  enum State {
    /** It is in use. */
    ACTIVE,
    /** A newer one has replaced it, and it counts for what is on its way. */
    RETIRED,
    /**
     * A newer one has replaced it, and it counts only for events and ballots that it signed before.
     */
    FORMER,
    /** It is refused. */
    REVOKED
  }

  boolean isOf(AgentId agent) {
    return owner.filter(it -> it.agent().equals(agent)).isPresent();
  }

  /** A revoked key that is nobody's here. */
  static ShownKey revoked(KeyId key) {
    return new ShownKey(Optional.empty(), key, State.REVOKED, Optional.empty());
  }
}
