package dev.maos.registry;

import java.util.List;

/**
 * The last beats of all sessions.
 *
 * @param nowMicros what time it was for the store when they were read
 */
public record Beats(List<SessionBeat> beats, long nowMicros) {
  /** Copies the beats. */
  public Beats {
    beats = List.copyOf(beats);
  }
}
