package dev.maos.testkit.redis;

/** Somebody else was faster to listen on a port that had been free. */
final class PortTakenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  PortTakenException(String message) {
    super(message);
  }
}
