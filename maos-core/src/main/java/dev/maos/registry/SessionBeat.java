package dev.maos.registry;

import java.util.Objects;

/**
 * The last that was heard of a session.
 *
 * @param number which beat of the session it was; 0 is its first registration
 * @param atMicros when it came, by the store's clock
 */
public record SessionBeat(SessionId session, Rhythm rhythm, long number, long atMicros) {
  /** Checks that the parts are there. */
  public SessionBeat {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(rhythm, "rhythm");
  }

  /** The later of two beats of one session. */
  SessionBeat later(SessionBeat other) {
    return other.atMicros > atMicros ? other : this;
  }
}
