package dev.maos.event;

import dev.maos.base.Subscription;
import java.util.List;

/**
 * A standing order for events: those that its filter wants come to its handler until it is closed,
 * one after the other in the order in which they were dispatched. Thread-safe.
 */
public sealed interface EventSubscription extends Subscription
    permits LiveSubscription, DurableSubscription {

  /** Whose it is: the name of the subscriber, or of the cursor. */
  String name();

  /** Which events it wants now. */
  EventFilter filter();

  /** Wants other events from now on; each event is matched against the old filter or the new. */
  void filter(EventFilter other);

  /** Whether its filter is found by terms; if not, every event is shown to it. */
  boolean isIndexed();

  EventSubscriptionStats stats();

  /** The newest events that it could not handle, the oldest of them first. */
  List<EventDeadLetter> deadLetters();

  /** Handles its dead letters again; returns how many; none, and they stay, if it is closed. */
  int redrive();

  /** Forgets its dead letters; returns how many there were. */
  int purge();

  /**
   * Ends it. A handler that is running goes on to its end; what waits for it in a mailbox is gone,
   * what a durable subscription has not acknowledged waits in the history.
   */
  @Override
  void close();
}
