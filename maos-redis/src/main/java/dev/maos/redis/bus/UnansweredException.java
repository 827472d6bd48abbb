package dev.maos.redis.bus;

import dev.maos.message.TransportException;

/** No answer came in time; what may have become of the operation is told by its outcome. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1L;

  private final TransportException outcome;

  UnansweredException(TransportException outcome) {
    super(outcome.getMessage(), outcome, false, false);
    this.outcome = outcome;
  }

  TransportException outcome() {
    return outcome;
  }
}
