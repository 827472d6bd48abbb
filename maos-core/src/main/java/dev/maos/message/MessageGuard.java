package dev.maos.message;

import dev.maos.base.MaosException;
import java.util.List;

/**
 * Stands at the doors of the bus: what goes out passes it once, before it is stored, and what comes
 * in passes it before a handler sees it. Thread-safe.
 */
public interface MessageGuard {
  /**
   * What is sent in the place of a message, under its id and with its times. Called once for each
   * message, however often its sending is repeated.
   *
   * @throws MaosException if it may not go out; nothing was sent
   */
  Envelope outbound(Envelope envelope);

  /**
   * Told of messages that were claimed together, before each of them is {@link #inbound asked for},
   * so that what has to be looked up elsewhere is looked up for all of them at once. May wait.
   *
   * @param envelopes as they were stored
   * @throws MaosException if it cannot be looked up now; all of them are then handed back
   */
  default void arriving(List<Envelope> envelopes) {}

  /**
   * The message that {@link #outbound} was given, where this was sent in its place. Called each
   * time it is claimed.
   *
   * @throws MaosException if it is not to be believed; it is then buried, with the code and nothing
   *     else for a reason
   */
  Envelope inbound(Envelope envelope);

  /**
   * Asked once more right before a handler gets a message, which may have waited behind others
   * since it {@link #inbound came in}; cheap.
   *
   * @param envelope as {@link #inbound} gave it
   * @throws MaosException if it is not welcome any more; it is then buried as at the door
   */
  void beforeHandling(Envelope envelope);

  /**
   * A message that came in was acknowledged, or was so by being taken; if it comes again, it is not
   * the bus that brings it. Must not wait: it may be told on a thread that others need.
   *
   * @param envelope as it was stored
   */
  void handled(Envelope envelope);

  /** Lets everything pass. */
  static MessageGuard open() {
    return OpenDoor.INSTANCE;
  }
}
