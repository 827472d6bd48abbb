package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** An agent's registration is no longer its own: its process must stop acting in its name. */
public final class RegistrationLostException extends MaosException {
  private static final long serialVersionUID = 1L;

  RegistrationLostException(AgentId agent, String reason) {
    super(
        ErrorCode.REGISTRATION_LOST,
        "agent %s is not registered by this any more: %s".formatted(agent, reason));
  }
}
