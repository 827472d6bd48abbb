package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** Nobody who could take the work is able to do what a message asks for; it was not sent. */
public final class NoCapableAgentException extends MaosException {
  private static final long serialVersionUID = 1L;

  NoCapableAgentException(Address.ToCapable wanted) {
    super(
        ErrorCode.NO_CAPABLE_AGENT,
        "a message to %s was not sent: nobody who could take it is registered".formatted(wanted));
  }
}
