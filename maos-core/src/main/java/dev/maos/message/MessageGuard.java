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
   * Looks at messages that were claimed together, each time they are, so that each is taken apart
   * once and what has to be looked up elsewhere is looked up for all of them at once. May wait.
   *
   * @param claims of messages as they were stored
   * @return one arrival for each, in their order
   * @throws MaosException if something cannot be looked up now; all of them are then handed back
   */
  List<Arrival> arriving(List<Claim> claims);

  /**
   * Asked once more right before a handler gets a message, which may have waited behind others
   * since it {@link Arrival#opened came in}; cheap.
   *
   * @param envelope as {@link Arrival#opened} gave it
   * @throws MaosException if it is not welcome any more; it is then buried as at the door
   */
  void beforeHandling(Envelope envelope);

  /** A message that was claimed and stands at the door. */
  interface Arrival {
    /**
     * The message that {@link #outbound} was given, where this was sent in its place. Asked for
     * once.
     *
     * @throws MaosException if it is not to be believed; it is then buried, with the code and
     *     nothing else for a reason
     */
    Envelope opened();

    /**
     * It came in and was acknowledged, or was so by being taken; if it comes again, it is not the
     * bus that brings it. Must not wait: it may be told on a thread that others need.
     */
    void handled();
  }

  /** Lets everything pass. */
  static MessageGuard open() {
    return OpenDoor.INSTANCE;
  }
}
