package dev.maos.event;

import java.util.Optional;

/**
 * How far a replay has come.
 *
 * @param state whether it goes on
 * @param position the sequence up to which everything was told: where another replay can go on
 * @param end the sequence at which it ends
 * @param delivered how many events it has told
 * @param error why it failed, if it did
 */
public record ReplayProgress(
    State state, long position, long end, long delivered, Optional<String> error) {

  /** Whether a replay goes on. */
  public enum State {
    RUNNING,
    PAUSED,
    /** It has told everything. */
    DONE,
    /** The handler or the store threw; nothing behind the position was told. */
    FAILED,
    /** It was closed before its end. */
    CLOSED
  }
}
