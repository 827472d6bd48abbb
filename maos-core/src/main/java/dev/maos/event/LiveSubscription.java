package dev.maos.event;

import java.util.List;
import java.util.function.Consumer;

/** A subscription that gets events as they are dispatched. Thread-safe. */
final class LiveSubscription implements EventSubscription {
  private enum State {
    ACTIVE,
    PAUSED,
    CLOSED
  }

  private final EventContext context;
  private final Lane lane;
  private final Consumer<LiveSubscription> onClosed;
  private final long routedBefore;
  private volatile EventFilter filter;
  private volatile State state = State.ACTIVE;

  LiveSubscription(
      EventContext context,
      String name,
      EventFilter filter,
      EventSubscriptionOptions options,
      EventHandler handler,
      Consumer<LiveSubscription> onClosed) {
    this.context = context;
    this.filter = filter;
    this.lane =
        switch (options.mode()) {
          case ISOLATED -> new IsolatedLane(context, name, handler, options, this::isClosed);
          case INLINE -> new InlineLane(context, name, handler, options, this::isClosed);
        };
    this.onClosed = onClosed;
    this.routedBefore = context.counters().routed.total();
  }

  /** From now on it gets events. */
  void open() {
    context.index().put(lane, filter);
  }

  @Override
  public String name() {
    return lane.name();
  }

  @Override
  public EventFilter filter() {
    return filter;
  }

  @Override
  public synchronized void filter(EventFilter other) {
    Required.field(other, "filter");
    if (state != State.CLOSED) {
      context.index().put(lane, other);
      filter = other;
    }
  }

  @Override
  public boolean isIndexed() {
    return context.index().isIndexed(lane);
  }

  @Override
  public synchronized void pause() {
    if (state == State.ACTIVE) {
      state = State.PAUSED;
      lane.block();
    }
  }

  @Override
  public synchronized void resume() {
    if (state == State.PAUSED) {
      state = State.ACTIVE;
      lane.unblock();
    }
  }

  @Override
  public boolean isActive() {
    return state == State.ACTIVE;
  }

  private boolean isClosed() {
    return state == State.CLOSED;
  }

  @Override
  public EventSubscriptionStats stats() {
    long waiting = lane.waiting();
    long wanted = lane.settled() + lane.dropped() + waiting;
    long filtered = context.counters().routed.total() - routedBefore - wanted;
    return lane.stats(filtered, lane.dropped(), 0, waiting);
  }

  @Override
  public List<EventDeadLetter> deadLetters() {
    return lane.deadLetters();
  }

  @Override
  public int redrive() {
    return isClosed() ? 0 : lane.redrive(lane::receiveAgain);
  }

  @Override
  public int purge() {
    return lane.purge();
  }

  @Override
  public void close() {
    if (stop()) {
      onClosed.accept(this);
    }
  }

  private synchronized boolean stop() {
    if (state == State.CLOSED) {
      return false;
    }
    state = State.CLOSED;
    context.index().remove(lane);
    lane.close();
    return true;
  }

  Lane lane() {
    return lane;
  }
}
