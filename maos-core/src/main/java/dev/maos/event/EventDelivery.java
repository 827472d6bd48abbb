package dev.maos.event;

/**
 * An event as it comes to a handler. Immutable and thread-safe; all who get the event get the same
 * one.
 */
public final class EventDelivery {
  private final Event event;
  private final long sequence;
  private final boolean replayed;
  private final int hops;
  private final long dispatchedNanos;

  EventDelivery(Event event, long sequence, boolean replayed, int hops, long dispatchedNanos) {
    this.event = event;
    this.sequence = sequence;
    this.replayed = replayed;
    this.hops = hops;
    this.dispatchedNanos = dispatchedNanos;
  }

  public Event event() {
    return event;
  }

  /** Its place in the history, 0 if it was not recorded. */
  public long sequence() {
    return sequence;
  }

  /** Whether it is told again, by a replay. */
  public boolean isReplayed() {
    return replayed;
  }

  int hops() {
    return hops;
  }

  /** When it was dispatched by the steady clock; 0 if nobody measures. */
  long dispatchedNanos() {
    return dispatchedNanos;
  }

  @Override
  public String toString() {
    return "EventDelivery[" + sequence + ", " + event + "]";
  }
}
