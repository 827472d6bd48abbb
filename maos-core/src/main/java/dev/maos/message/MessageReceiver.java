package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * An agent that fetches its messages itself, one by one, instead of being called with them. Each
 * must be settled with {@link Delivery#ack}, {@link Delivery#nack} or {@link Delivery#reject}
 * before its lease ends; what is not comes again. Thread-safe: several threads may receive.
 */
public final class MessageReceiver implements AutoCloseable {
  private final BusContext bus;
  private final SubscriptionCounters counters = new SubscriptionCounters();
  private final Settler settler;
  private final Inbox inbox;
  private final Signal arrival = new Signal();
  private final AtomicBoolean arrived = new AtomicBoolean(true);
  private final Consumer<MessageReceiver> onClosed;
  private int receiving;
  private volatile boolean closed;

  MessageReceiver(
      BusContext bus,
      InboxSpec spec,
      SubscriptionOptions options,
      Consumer<MessageReceiver> onClosed) {
    this.bus = bus;
    this.settler = new Settler(bus, spec.agent(), options, counters);
    this.onClosed = onClosed;
    this.inbox = bus.transport().open(spec, this::ring);
    inbox.take(0);
  }

  /**
   * The next message, waiting for one at most {@code patience} long; empty if none came.
   *
   * @throws BusClosedException ({@link ErrorCode#BUS_CLOSED}) if it is or gets closed
   */
  public Optional<Delivery> receive(Duration patience) throws InterruptedException {
    begin();
    try {
      return await(bus.deadlineIn(patience));
    } finally {
      end();
    }
  }

  private Optional<Delivery> await(long deadline) throws InterruptedException {
    while (true) {
      arrived.set(false);
      var delivery = next();
      if (delivery.isPresent()) {
        // There may be more, for another thread that waits here.
        ring();
        return delivery;
      }
      if (!arrival.await(() -> arrived.get() || closed, bus.left(deadline), bus.time())) {
        return Optional.empty();
      }
    }
  }

  private synchronized void begin() {
    receiving++;
  }

  /** The last to leave declines: what comes now is for others, until somebody receives again. */
  private synchronized void end() {
    receiving--;
    if (receiving == 0 && !closed) {
      inbox.take(0);
    }
  }

  public SubscriptionStats stats() {
    return counters.snapshot();
  }

  /** Stops receiving and hands back what was not settled. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inbox.close();
      arrival.raise();
      onClosed.accept(this);
    }
  }

  private Optional<Delivery> next() {
    while (true) {
      if (closed) {
        throw new BusClosedException("the receiver");
      }
      var claims = inbox.take(1);
      if (claims.isEmpty()) {
        return Optional.empty();
      }
      var claim = claims.getFirst();
      if (settler.admits(inbox, claim, bus.time().micros())) {
        count(claim);
        return Optional.of(new Delivery(bus, settler, inbox, claim, DeliveryHolder.NOBODY));
      }
    }
  }

  private void count(Claim claim) {
    var again = claim.attempt() > 1;
    counters.received(1, again ? 1 : 0, 0);
    bus.counters().received.increment();
    if (again) {
      bus.counters().redelivered.increment();
    }
  }

  private void ring() {
    arrived.set(true);
    arrival.raise();
  }
}
