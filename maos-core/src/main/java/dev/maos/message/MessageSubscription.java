package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Subscription;
import dev.maos.base.TopicPattern;
import dev.maos.message.SubscriptionOptions.Acknowledgement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent's standing order for messages: what arrives for it is handed to its handler until it is
 * closed.
 *
 * <p>Closing goes offline: the durable subscription stays, collects what is sent meanwhile, and
 * goes on when the agent subscribes to the same pattern again. {@link #cancel} ends it for good.
 * Thread-safe.
 */
public final class MessageSubscription implements Subscription {
  private enum State {
    ACTIVE,
    PAUSED,
    CLOSED
  }

  private final BusContext bus;
  private final InboxSpec spec;
  private final MessageHandler handler;
  private final SubscriptionCounters counters = new SubscriptionCounters();
  private final Settler settler;
  private final @Nullable Unsettled unsettled;
  private final Consumer<MessageSubscription> onClosed;
  private volatile List<DeliveryLoop> loops = List.of();
  private volatile State state = State.ACTIVE;

  MessageSubscription(
      BusContext bus,
      InboxSpec spec,
      SubscriptionOptions options,
      MessageHandler handler,
      Consumer<MessageSubscription> onClosed) {
    this.bus = bus;
    this.spec = spec;
    this.handler = handler;
    this.settler = new Settler(bus, spec.agent(), options, counters);
    this.unsettled =
        options.acknowledgement() == Acknowledgement.MANUAL
            ? new Unsettled(options, bus.time(), this::ring)
            : null;
    this.onClosed = onClosed;
  }

  /** Begins to read, with as many handlers at once. */
  void open(int concurrency) {
    var opened = new ArrayList<DeliveryLoop>(concurrency);
    for (int i = 0; i < concurrency; i++) {
      opened.add(new DeliveryLoop(bus, this, spec));
    }
    loops = List.copyOf(opened);
    loops.forEach(DeliveryLoop::open);
    if (isStopping()) {
      // Closed while it was being opened, when there was nothing to close yet.
      finishClosing(bus.time().nanos());
    }
  }

  public AgentId agent() {
    return spec.agent();
  }

  public TopicPattern pattern() {
    return spec.pattern();
  }

  /** The queue of what is addressed directly: the agent's inbox, or its group's. */
  public QueueName queue() {
    return spec.direct();
  }

  /** The durable subscription to the topics of the pattern. */
  public QueueName subscription() {
    return spec.subscription();
  }

  /** The dead letters of {@link #queue}; those of the topics are under {@link #subscription}. */
  public DeadLetters deadLetters() {
    return new DeadLetters(bus.transport(), queue());
  }

  public SubscriptionStats stats() {
    return counters.snapshot();
  }

  @Override
  public synchronized void pause() {
    state = state == State.ACTIVE ? State.PAUSED : state;
    // The loops decline, so that a group's work goes to its other members.
    ring();
  }

  @Override
  public synchronized void resume() {
    if (state == State.PAUSED) {
      state = State.ACTIVE;
      ring();
    }
  }

  @Override
  public boolean isActive() {
    return state == State.ACTIVE;
  }

  /**
   * Stops reading: lets running handlers finish within the bus's drain timeout and hands back what
   * was not started, whether they do or not. A handler that takes longer is interrupted, and its
   * message goes to somebody else when the lease ends. May be called from within the handler, and
   * twice.
   */
  @Override
  public void close() {
    close(bus.deadlineIn(bus.options().drainTimeout()));
  }

  /** Closes, and ends the durable subscription with all that it had not delivered. */
  public void cancel() {
    close();
    bus.transport().forget(subscription());
  }

  /**
   * Stops as if the process had died: handlers' threads are interrupted, nothing is acknowledged or
   * handed back, and what was claimed comes back to others when its leases end.
   */
  public void abort() {
    if (stop()) {
      for (var loop : loops) {
        loop.abort();
        loop.inbox().abandon();
      }
      onClosed.accept(this);
    }
  }

  /** Marks the end, so that several subscriptions can come to rest at the same time. */
  synchronized boolean stop() {
    var first = state != State.CLOSED;
    state = State.CLOSED;
    return first;
  }

  void close(long deadlineNanos) {
    if (stop()) {
      finishClosing(deadlineNanos);
    }
  }

  void finishClosing(long deadlineNanos) {
    for (var loop : loops) {
      if (loop.isOnThisThread()) {
        loop.closeAtRest();
      } else if (comesToRest(loop, deadlineNanos)) {
        loop.inbox().close();
      } else {
        loop.cutShort();
        loop.inbox().abandon();
      }
    }
    onClosed.accept(this);
  }

  private boolean comesToRest(DeliveryLoop loop, long deadlineNanos) {
    try {
      return bus.idle().await(loop::isIdle, bus.left(deadlineNanos), bus.time());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether everything for this subscription has been handled. */
  boolean isIdle() {
    for (var loop : loops) {
      if (!loop.isIdle() || loop.inbox().backlog() > 0) {
        return false;
      }
    }
    return true;
  }

  /** What there is to do, without asking the backend where nothing is done, and what was done. */
  Workload workload() {
    int waiting = 0;
    for (var loop : loops) {
      // What waits for one loop waits for all of them.
      waiting = loop.isIdle() ? waiting : Math.max(waiting, loop.inbox().backlog());
    }
    return counters.workload(waiting);
  }

  void watch(long nowMicros) {
    loops.forEach(loop -> loop.watch(nowMicros));
  }

  // What its loops ask.

  /** How many messages a loop may take now, at most {@code most}. */
  int room(int most) {
    if (state != State.ACTIVE) {
      return 0;
    }
    return unsettled == null ? most : unsettled.room(most);
  }

  boolean isStopping() {
    return state == State.CLOSED;
  }

  boolean isAutomatic() {
    return unsettled == null;
  }

  MessageHandler handler() {
    return handler;
  }

  Settler settler() {
    return settler;
  }

  Delivery delivery(Inbox inbox, Claim claim, DeliveryHolder holder) {
    if (unsettled != null) {
      unsettled.out(claim);
    }
    return new Delivery(bus, settler, inbox, claim, holder);
  }

  /** A delivery is not out any more. */
  void settled(Claim claim) {
    if (unsettled != null) {
      unsettled.settled(claim);
    }
  }

  void extended(Claim claim) {
    if (unsettled != null) {
      unsettled.extended(claim);
    }
  }

  void count(int received, int again, long tookMicros) {
    counters.received(received, again, tookMicros);
    bus.counters().received.add(received);
    if (again > 0) {
      bus.counters().redelivered.add(again);
    }
  }

  void outlived() {
    bus.counters().failed.increment();
    counters.failed(new IllegalStateException("the handler outlived its lease"));
  }

  private void ring() {
    loops.forEach(DeliveryLoop::run);
  }
}
