package dev.maos.redis.link;

import java.time.Instant;

/**
 * How a link is.
 *
 * @param phase in a word
 * @param reason why, in a sentence; empty while connected
 * @param since since when
 */
public record LinkState(Phase phase, String reason, Instant since) {

  /** How a link can be. */
  public enum Phase {
    /** All connections stand, and the server takes writes. */
    CONNECTED,
    /** Some connections stand, or the server does not do all that it should. */
    DEGRADED,
    /** No connection stands. */
    DISCONNECTED,
    /** Connections are back, and what the server is has yet to be seen. */
    RECOVERING
  }
}
