package dev.maos.event;

import java.time.Duration;

/** What becomes of an event when the mailbox of a subscription is full. What is lost is counted. */
public sealed interface MailboxOverflow {
  /** The oldest event in the mailbox makes room. */
  record DropOldest() implements MailboxOverflow {}

  /** The event does not get in. */
  record DropNewest() implements MailboxOverflow {}

  /**
   * The dispatching thread waits for room, after all others have got the event; when its patience
   * is at an end, or it is interrupted, the event does not get in.
   *
   * <p>Over a store that other processes share, who waits is the thread that follows the store, and
   * with it all subscriptions of this process: a durable subscription is the better way there.
   */
  record Block(Duration patience) implements MailboxOverflow {
    public Block {
      Setting.between("overflow patience", patience, Duration.ZERO, Duration.ofHours(1));
    }
  }

  /**
   * The event does not get in, and whoever dispatched it is told by a {@link MailboxFullException}
   * when all others have got it.
   */
  record Fail() implements MailboxOverflow {}

  static MailboxOverflow dropOldest() {
    return new DropOldest();
  }

  static MailboxOverflow dropNewest() {
    return new DropNewest();
  }

  static MailboxOverflow block(Duration patience) {
    return new Block(patience);
  }

  static MailboxOverflow fail() {
    return new Fail();
  }
}
