package dev.maos.base;

/**
 * A standing request to be called, from the moment it was made until it is closed.
 *
 * <p>All methods are thread-safe, may be called from inside the handler, and do nothing when there
 * is nothing to change: closing twice is fine, and a closed subscription stays closed.
 */
public interface Subscription extends AutoCloseable {
  /** Stops new calls of the handler; a call under way goes on to its end. */
  void pause();

  /** Takes up the calls again after {@link #pause}. */
  void resume();

  /** Whether the handler is called: neither paused nor closed. */
  boolean isActive();

  /** Ends the subscription. */
  @Override
  void close();
}
