package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.CorrelationId;
import dev.maos.base.TraceContext;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it comes to a handler. Immutable and thread-safe; all who get the event get the same
 * one.
 */
public final class EventDelivery implements Cause {
  static final long NOT_MEASURED = Long.MIN_VALUE;

  private final Event event;
  private final long sequence;
  private final boolean replayed;
  private final long dispatchedNanos;

  EventDelivery(Event event, long sequence, boolean replayed, long dispatchedNanos) {
    this.event = event;
    this.sequence = sequence;
    this.replayed = replayed;
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

  @Override
  public UUID id() {
    return event.id();
  }

  /** The conversation of the event; one that it begins is called by its id. */
  @Override
  public Optional<CorrelationId> correlation() {
    return event.correlation().or(() -> Optional.of(CorrelationId.of(event.id().toString())));
  }

  @Override
  public Optional<TraceContext> trace() {
    return event.trace();
  }

  @Override
  public int hops() {
    return Hops.of(event);
  }

  /** When it was dispatched by the steady clock, or {@link #NOT_MEASURED}. */
  long dispatchedNanos() {
    return dispatchedNanos;
  }

  @Override
  public String toString() {
    return "EventDelivery[" + sequence + ", " + event + "]";
  }
}
