package dev.maos.message;

/**
 * What a message is promised. A message chooses; a subscription may not weaken it.
 *
 * <p>What "exactly once" means, in full: the message's id is unique within the dedupe window, so
 * publishing it twice stores it once; the mark that it is done and its acknowledgement are one
 * atomic step, and what is done is never handled again. The handler therefore runs once, unless the
 * process dies or loses its lease (a long pause, a partition) between the handler's own side effect
 * and the mark: then it runs again, with the same id, which is a stable idempotency key. Messages
 * that the handler publishes carry ids derived from the handled one, so a second run publishes
 * nothing twice.
 */
public enum Guarantee {
  /** Handled 0 or 1 times: sent once, acknowledged before the handler runs. */
  AT_MOST_ONCE(0),
  /** Handled 1 or more times: acknowledged after the handler returned. The default. */
  AT_LEAST_ONCE(1),
  /** Stored once, and handled once but for the window that this type's description names. */
  EXACTLY_ONCE(2);

  private final int code;

  Guarantee(int code) {
    this.code = code;
  }

  /** The number that stands for this guarantee in the binary envelope; it never changes. */
  int code() {
    return code;
  }
}
