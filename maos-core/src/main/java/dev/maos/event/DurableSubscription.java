package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorWords;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription that reads the history from a place that the store keeps for it: so it misses
 * nothing while nobody runs it, and goes on after a crash where it had acknowledged.
 *
 * <p>Being in the index only wakes it; what it handles comes from the store, in the order of the
 * sequences. A batch is acknowledged when it is done, and at the latest a second after something in
 * it was. Thread-safe.
 */
final class DurableSubscription implements EventSubscription, Recipient, Pump.Work {
  private static final Logger LOG = LoggerFactory.getLogger(DurableSubscription.class);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final long ACK_DELAY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int AGAIN = 1_000;

  private enum State {
    ACTIVE,
    PAUSED,
    /** Ends what is in hand and reads no more. */
    FINISHING,
    CLOSED
  }

  private final EventContext context;
  private final CursorName name;
  private final DurableOptions options;
  private final Handling handling;
  private final Consumer<DurableSubscription> onClosed;
  private final Mailbox<EventDelivery> again = new Mailbox<>(AGAIN);
  private final Pump pump;
  private final Setback setback;
  private final EventCursor start;
  private volatile EventFilter filter;
  private volatile State state = State.ACTIVE;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean isForgotten;
  private volatile boolean mustStepBack;

  // Written by the pump's thread only.
  private volatile long position;
  private volatile long missed;
  private long acknowledged;
  private long acknowledgedAt;

  DurableSubscription(
      EventContext context,
      CursorName name,
      EventFilter filter,
      DurableOptions options,
      EventHandler handler,
      Consumer<DurableSubscription> onClosed) {
    this.context = context;
    this.name = name;
    this.pump = new Pump(this, context.time());
    this.setback = Setback.every(AFTER_FAILURE, context.time());
    this.filter = filter;
    this.options = options;
    this.handling =
        new Handling(
            context,
            name.value(),
            handler,
            options.retry(),
            options.maxDeadLetters(),
            this::isClosed);
    this.onClosed = onClosed;
    this.start = context.store().openCursor(name, options.start().after(), options.maxLag());
    this.position = start.sequence();
    this.acknowledged = start.sequence();
    this.missed = start.missed();
    this.acknowledgedAt = context.time().nanos();
  }

  /** Begins to read. */
  synchronized void open() {
    if (state != State.CLOSED) {
      context.index().put(this, filter);
      pump.ring();
    }
  }

  /** Reads no more; what is in hand is handled to its end, and acknowledged. */
  synchronized void finish() {
    state = state == State.CLOSED ? state : State.FINISHING;
  }

  /** The store has lost its newest events: reading goes on from the place that it still knows. */
  void stepBack() {
    mustStepBack = true;
    pump.ring();
  }

  @Override
  public Kind kind() {
    return Kind.QUEUED;
  }

  @Override
  public boolean receive(EventDelivery delivery) {
    pump.ring();
    return true;
  }

  /** Looks for new events, wanted or not, so that its place does not stay behind those it skips. */
  void look() {
    pump.ring();
  }

  @Override
  public void work(Cause.Scope scope) {
    try {
      findPlace();
      handleAgain(scope);
      while (isActive() && readSome(scope)) {
        handleAgain(scope);
      }
      acknowledge();
      trouble = Optional.empty();
    } catch (Throwable e) {
      failed(e);
    }
    var _ = Thread.interrupted();
  }

  private void findPlace() {
    if (!mustStepBack) {
      return;
    }
    // Before it looks, so that a step back that comes meanwhile is not forgotten.
    mustStepBack = false;
    try {
      long last = context.store().last();
      var cursor = context.store().openCursor(name, Math.min(position, last), options.maxLag());
      position = Math.min(position, Math.min(cursor.sequence(), last));
      acknowledged = position;
    } catch (RuntimeException e) {
      mustStepBack = true;
      throw e;
    }
  }

  private void handleAgain(Cause.Scope scope) {
    var one = new EventDelivery[1];
    while (isActive() && again.drainTo(one) > 0) {
      handling.handle(one[0], scope);
    }
  }

  /** Handles a batch; false if there is nothing more to read, or it may not go on. */
  private boolean readSome(Cause.Scope scope) {
    var page = context.store().read(EventQuery.of(filter), position, options.batch());
    for (var recorded : page.events()) {
      if (!isActive() || !handle(recorded, scope)) {
        return false;
      }
    }
    position = Math.max(position, page.position());
    acknowledge();
    return !page.complete();
  }

  private boolean handle(RecordedEvent recorded, Cause.Scope scope) {
    var delivery =
        new EventDelivery(recorded.event(), recorded.sequence(), false, EventDelivery.NOT_MEASURED);
    if (!handling.handle(delivery, scope)) {
      return false;
    }
    position = recorded.sequence();
    if (context.time().nanos() - acknowledgedAt >= ACK_DELAY_NANOS) {
      acknowledge();
    }
    return true;
  }

  private void acknowledge() {
    acknowledgedAt = context.time().nanos();
    if (position == acknowledged || isForgotten) {
      return;
    }
    var cursor = context.store().advance(name, position);
    acknowledged = position;
    if (cursor.isEmpty()) {
      LOG.atWarn().addKeyValue("cursor", name).log("the cursor was deleted; its reader ends");
      close();
    } else if (cursor.get().missed() > missed) {
      missed = cursor.get().missed();
      position = Math.max(position, cursor.get().sequence());
      acknowledged = position;
    }
  }

  private void failed(Throwable e) {
    if (state == State.CLOSED) {
      return;
    }
    var words = ErrorWords.of(e);
    if (!trouble.equals(Optional.of(words))) {
      LOG.atWarn()
          .addKeyValue("cursor", name)
          .addKeyValue("error", words)
          .log("reading failed; it is tried again until it works");
    }
    trouble = Optional.of(words);
    setback.again(pump::ring);
  }

  @Override
  public void rested() {
    if (state == State.CLOSED) {
      onClosed.accept(this);
    }
    context.idle().raise();
  }

  @Override
  public String name() {
    return name.value();
  }

  @Override
  public EventFilter filter() {
    return filter;
  }

  @Override
  public synchronized void filter(EventFilter other) {
    Required.field(other, "filter");
    if (state != State.CLOSED) {
      filter = other;
      context.index().put(this, other);
      pump.ring();
    }
  }

  @Override
  public boolean isIndexed() {
    return context.index().isIndexed(this);
  }

  @Override
  public synchronized void pause() {
    state = state == State.ACTIVE ? State.PAUSED : state;
  }

  @Override
  public synchronized void resume() {
    if (state == State.PAUSED) {
      state = State.ACTIVE;
      pump.ring();
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
    long read = position - start.sequence() - (missed - start.missed());
    return handling.stats(read - handling.settled(), 0, missed, lag());
  }

  private long lag() {
    try {
      return Math.max(0, context.store().last() - position);
    } catch (EventStoreException unknown) {
      return 0;
    }
  }

  @Override
  public List<EventDeadLetter> deadLetters() {
    return handling.deadLetters();
  }

  @Override
  public int redrive() {
    if (state == State.CLOSED) {
      return 0;
    }
    return handling.redrive(delivery -> {
      boolean isIn = again.offer(delivery);
      pump.ring();
      return isIn;
    });
  }

  @Override
  public int purge() {
    return handling.purge();
  }

  /** Its name is taken until a handler that still runs has returned. */
  @Override
  public void close() {
    if (stop() && pump.isIdle()) {
      onClosed.accept(this);
    }
  }

  /** Closes it, and acknowledges nothing any more: its place may be somebody else's soon. */
  void forget() {
    isForgotten = true;
    close();
  }

  private synchronized boolean stop() {
    if (state == State.CLOSED) {
      return false;
    }
    state = State.CLOSED;
    context.index().remove(this);
    return true;
  }

  CursorName cursor() {
    return name;
  }

  boolean isOpen() {
    return state != State.CLOSED;
  }

  /** Whether nothing is in hand, and nothing is left that it should have handled. */
  boolean isIdle() {
    return trouble.isEmpty() && pump.isIdle() && (state != State.PAUSED || hasReadAll());
  }

  private boolean hasReadAll() {
    return context.store().read(EventQuery.of(filter), position, 1).events().isEmpty();
  }

  /** What keeps it from reading, if anything does. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Whether it lies so far behind that retention will soon pass over it. */
  boolean isLagging() {
    return lag() > options.maxLag() / 2 && lag() > options.batch();
  }

  Handling handling() {
    return handling;
  }

  Pump pump() {
    return pump;
  }
}
