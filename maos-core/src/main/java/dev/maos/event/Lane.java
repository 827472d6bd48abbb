package dev.maos.event;

import java.util.function.BooleanSupplier;

/**
 * The way of events from the dispatching thread to the handler of one subscription.
 *
 * <p>It is the handling itself, not something in front of it: with ten thousand subscriptions most
 * of the time goes into fetching what lies scattered in memory.
 */
abstract sealed class Lane extends Handling implements Recipient permits IsolatedLane, InlineLane {
  private final Drops drops;
  private volatile boolean isOpen = true;

  Lane(
      EventContext context,
      String name,
      EventHandler handler,
      EventSubscriptionOptions options,
      BooleanSupplier isClosed) {
    super(context, name, handler, options.retry(), options.maxDeadLetters(), isClosed);
    this.drops = new Drops(context, name);
  }

  /** Takes an event once more, behind those that wait; false if it has no room. */
  abstract boolean receiveAgain(EventDelivery delivery);

  /** How many events wait, the one that is being handled included. */
  abstract long waiting();

  abstract Pump pump();

  /** Drops what waits, and takes nothing more. */
  abstract void close();

  /** Whether events may go on to the handler. */
  final boolean isOpen() {
    return isOpen;
  }

  /** Holds events back. */
  final void block() {
    isOpen = false;
  }

  /** Lets events go on. */
  final void unblock() {
    isOpen = true;
    pump().ring();
  }

  final void drop(EventDelivery delivery) {
    drops.add(delivery);
  }

  final long dropped() {
    return drops.total();
  }

  final boolean isIdle() {
    return pump().isIdle() && waiting() == 0;
  }
}
