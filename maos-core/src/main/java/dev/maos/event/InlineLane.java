package dev.maos.event;

import dev.maos.base.Cause;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * No way at all: the handler is called on the dispatching thread. Only what failed waits, to be
 * tried again on a thread of its own. Thread-safe.
 */
final class InlineLane extends Lane implements Pump.Work {
  private final Mailbox<Again> mailbox;
  private final Pump pump;

  /** An event that is handled later; with what its first attempt threw, if there was one. */
  private record Again(EventDelivery delivery, @Nullable Throwable error) {}

  InlineLane(
      EventContext context,
      String name,
      EventHandler handler,
      EventSubscriptionOptions options,
      BooleanSupplier isClosed) {
    super(context, name, handler, options, isClosed);
    this.mailbox = new Mailbox<>(options.mailbox());
    this.pump = new Pump(this, context.time());
  }

  @Override
  public Kind kind() {
    return Kind.INLINE;
  }

  @Override
  public boolean receive(EventDelivery delivery) {
    if (!isOpen()) {
      drop(delivery);
      return true;
    }
    var error = tryHere(delivery);
    if (error != null && !waits(new Again(delivery, error))) {
      bury(delivery, 1, error);
    }
    return true;
  }

  /** Calls the handler, and leaves the thread interrupted or not as it was. */
  private @Nullable Throwable tryHere(EventDelivery delivery) {
    var thread = Thread.currentThread();
    boolean wasInterrupted = thread.isInterrupted();
    var error = tryOnce(delivery);
    if (thread.isInterrupted() != wasInterrupted) {
      restore(wasInterrupted);
    }
    return error;
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    } else {
      var _ = Thread.interrupted();
    }
  }

  @Override
  boolean receiveAgain(EventDelivery delivery) {
    return waits(new Again(delivery, null));
  }

  private boolean waits(Again again) {
    boolean isIn = mailbox.offer(again);
    pump.ring();
    return isIn;
  }

  @Override
  public void work(Cause.Scope scope) {
    var one = new Again[1];
    while (isOpen() && mailbox.drainTo(one) > 0) {
      var delivery = one[0].delivery();
      var error = one[0].error();
      if (error == null) {
        var _ = handle(delivery, scope);
      } else {
        scope.handles(delivery);
        var _ = tryAgain(delivery, error);
        scope.rests();
      }
    }
    var _ = Thread.interrupted();
  }

  @Override
  public void rested() {
    context.idle().raise();
  }

  @Override
  long waiting() {
    return mailbox.size();
  }

  @Override
  Pump pump() {
    return pump;
  }

  @Override
  void close() {
    block();
    mailbox.close();
  }
}
