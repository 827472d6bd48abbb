package dev.maos.event;

/** Somebody who gets the events that match a filter of his. Thread-safe. */
interface Recipient {
  /** What getting an event may do to the dispatching thread. */
  enum Kind {
    /** Nothing: it is put somewhere. */
    QUEUED,
    /** Runs a handler. */
    INLINE,
    /** Makes it wait for room. */
    WAITING
  }

  /** Always the same. */
  Kind kind();

  /**
   * Gets an event; never throws.
   *
   * @return false if it has no room and wants whoever dispatches to know
   */
  boolean receive(EventDelivery delivery);

  /** What it is called when it has no room. */
  String name();
}
