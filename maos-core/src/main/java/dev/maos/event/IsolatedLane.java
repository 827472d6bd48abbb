package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.Signal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox, emptied by virtual threads that come when there is something in it: a batch at a time,
 * the events of it one after the other. Thread-safe.
 */
final class IsolatedLane extends Lane implements Pump.Work {
  private static final int BATCH = 64;
  private static final @Nullable EventDelivery[] EMPTY = {};

  private final MailboxOverflow overflow;
  private final Mailbox<EventDelivery> mailbox;
  private final Signal room = new Signal();
  private final Pump pump;

  // What was taken out of the mailbox and is not handled yet; one thread's at a time.
  private @Nullable EventDelivery[] batch = EMPTY;
  private int end;
  private final AtomicInteger inHand = new AtomicInteger();

  IsolatedLane(
      EventContext context,
      String name,
      EventHandler handler,
      EventSubscriptionOptions options,
      BooleanSupplier isClosed) {
    super(context, name, handler, options, isClosed);
    this.overflow = options.overflow();
    this.mailbox = new Mailbox<>(options.mailbox());
    this.pump = new Pump(this, context.time());
  }

  @Override
  public Kind kind() {
    return overflow instanceof MailboxOverflow.Block ? Kind.WAITING : Kind.QUEUED;
  }

  @Override
  public boolean receive(EventDelivery delivery) {
    boolean isKept =
        switch (overflow) {
          case MailboxOverflow.DropOldest() -> mailbox.push(delivery);
          case MailboxOverflow.DropNewest(), MailboxOverflow.Fail() -> mailbox.offer(delivery);
          case MailboxOverflow.Block block -> mailbox.offer(delivery) || waits(delivery, block);
        };
    pump.ring();
    if (isKept) {
      return true;
    }
    drop(delivery);
    return !(overflow instanceof MailboxOverflow.Fail);
  }

  private boolean waits(EventDelivery delivery, MailboxOverflow.Block block) {
    long deadline = context.deadlineIn(block.patience());
    try {
      while (room.await(mailbox::hasRoom, context.left(deadline), context.time())) {
        if (mailbox.offer(delivery)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  boolean receiveAgain(EventDelivery delivery) {
    boolean isIn = mailbox.offer(delivery);
    pump.ring();
    return isIn;
  }

  @Override
  public void work(Cause.Scope scope) {
    int left = inHand.get();
    while (isOpen() && (left > 0 || (left = takeBatch()) > 0)) {
      var delivery = batch[end - left];
      batch[end - left] = null;
      if (delivery != null) {
        var _ = handle(delivery, scope);
      }
      inHand.setRelease(--left);
    }
    var _ = Thread.interrupted();
  }

  private int takeBatch() {
    if (batch.length == 0) {
      batch = new EventDelivery[BATCH];
    }
    end = mailbox.drainTo(batch);
    inHand.setRelease(end);
    room.raise();
    return end;
  }

  @Override
  public void rested() {
    context.idle().raise();
  }

  @Override
  long waiting() {
    return mailbox.size() + (long) inHand.get();
  }

  @Override
  Pump pump() {
    return pump;
  }

  @Override
  void close() {
    block();
    mailbox.close();
    room.raise();
  }
}
