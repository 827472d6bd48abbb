package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.Optional;

/** Decides who may register under an id. Thread-safe. */
@FunctionalInterface
public interface RegistrationGuard {
  /**
   * Lets a registration pass, or refuses it.
   *
   * @param holder whoever is registered under the id now, as far as this process knows
   * @throws MaosException {@link ErrorCode#FORBIDDEN} if it may not; nothing was changed
   */
  void admit(AgentDescriptor newcomer, Optional<AgentRecord> holder);

  /** Lets everybody pass. */
  static RegistrationGuard open() {
    return (newcomer, holder) -> {};
  }
}
