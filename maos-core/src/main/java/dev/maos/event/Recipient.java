package dev.maos.event;

/** Somebody who gets the events that match a filter of his. Thread-safe. */
interface Recipient {
  /**
   * Gets an event: never throws, and waits only if {@link #mayWait}.
   *
   * @return false if it has no room and its owner wants whoever dispatches to know
   */
  boolean receive(EventDelivery delivery);

  /** Whether it may make the dispatching thread wait, so that others should get the event first. */
  boolean mayWait();
}
