package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * Some subscriptions had no room for an event and want whoever dispatches to know. The event was
 * recorded, and all other subscriptions have got it: to dispatch it again would repeat it.
 */
public final class MailboxFullException extends MaosException {
  private static final long serialVersionUID = 1L;

  MailboxFullException(String subscriptions) {
    super(ErrorCode.QUEUE_FULL, "no room in the mailbox of " + subscriptions);
  }
}
