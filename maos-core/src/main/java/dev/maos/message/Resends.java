package dev.maos.message;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids that at-least-once publishers have used lately, by destination, so that a message which
 * is sent again because its answer was lost is known. One table for the whole transport, in
 * stripes: bounded however many destinations there are, and long enough for all that publishers may
 * have unanswered. Thread-safe.
 */
public final class Resends {
  private static final int STRIPES = 4;
  private static final int IDS_OF_A_STRIPE = 2_048;
  private static final long WINDOW_MICROS = 60_000_000;

  private final IdWindow[] stripes = new IdWindow[STRIPES];
  private final AtomicLong destinations = new AtomicLong();

  /** A table that knows no id yet. */
  public Resends() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new IdWindow(IDS_OF_A_STRIPE, WINDOW_MICROS);
    }
  }

  /** A number that tells one destination's ids from another's. */
  public long newDestination() {
    return destinations.incrementAndGet();
  }

  /** What is known of an envelope at a destination. */
  public IdWindow.Known find(Envelope envelope, long destination) {
    var stripe = stripe(envelope);
    synchronized (stripe) {
      return stripe.find(envelope.id(), destination, envelope.fingerprint());
    }
  }

  /** Remembers an id, unless it is known. */
  public IdWindow.Known add(Envelope envelope, long destination, long nowMicros) {
    var stripe = stripe(envelope);
    synchronized (stripe) {
      return stripe.add(envelope.id(), destination, envelope.fingerprint(), nowMicros);
    }
  }

  private IdWindow stripe(Envelope envelope) {
    return stripes[(int) envelope.id().low() & (STRIPES - 1)];
  }
}
