package dev.maos.event;

import dev.maos.base.Cause;
import dev.maos.base.ErrorWords;
import dev.maos.base.InvalidInputException;
import dev.maos.monitor.Counter;
import dev.maos.resilience.Retrier;
import dev.maos.resilience.RetriesExhaustedException;
import dev.maos.resilience.RetryPolicy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the handler of one subscription, again if its policy says so, and buries what it cannot
 * handle. Thread-safe.
 *
 * <p>What is handled is counted where it is handled, without the cost of an atomic addition: mostly
 * one thread delivers to a handler. The first becomes the owner of a number of its own; others
 * share a counter.
 */
class Handling {
  private static final long NOBODY = 0;
  private static final AtomicLongFieldUpdater<Handling> OWNER =
      AtomicLongFieldUpdater.newUpdater(Handling.class, "owner");
  private static final AtomicLongFieldUpdater<Handling> DELIVERED =
      AtomicLongFieldUpdater.newUpdater(Handling.class, "delivered");

  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

  final EventContext context;
  private final String name;
  private final EventHandler handler;
  private final Retrier retrier;
  private final DeadLetterBox letters;
  private final BooleanSupplier isClosed;
  private volatile long owner = NOBODY;
  private volatile long delivered;
  private final Counter deliveredByOthers = new Counter();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong deadLettered = new AtomicLong();
  private final AtomicLong redriven = new AtomicLong();
  private volatile @Nullable String lastError;
  private volatile boolean hasEnded;

  Handling(
      EventContext context,
      String name,
      EventHandler handler,
      RetryPolicy retry,
      int maxLetters,
      BooleanSupplier isClosed) {
    this.context = context;
    this.name = name;
    this.handler = EventTrace.noting(context.tracer(), handler);
    this.retrier = new Retrier(retry, context.time(), context.random());
    this.letters = new DeadLetterBox(maxLetters);
    this.isClosed = isClosed;
  }

  /**
   * Handles an event to its end: it is delivered, expired or buried when this returns true. False
   * if it failed while the subscription ends: nobody has given it up.
   */
  boolean handle(EventDelivery delivery, Cause.Scope scope) {
    scope.handles(delivery);
    var error = tryAlone(delivery);
    boolean isSettled = error == null || tryAgain(delivery, error);
    scope.rests();
    return isSettled;
  }

  /** The same on a thread that is ours: what interrupted one handler is no business of the next. */
  private @Nullable Throwable tryAlone(EventDelivery delivery) {
    var error = tryOnce(delivery);
    if (Thread.currentThread().isInterrupted() && !isClosed.getAsBoolean()) {
      var _ = Thread.interrupted();
    }
    return error;
  }

  /** Calls the handler if the event is still alive, and answers what it threw. */
  @Nullable Throwable tryOnce(EventDelivery delivery) {
    if (delivery.event().ttl().isPresent() && delivery.event().isExpired(context.time().now())) {
      expired.incrementAndGet();
      countAtEnd(context.counters().expired);
      return null;
    }
    if (delivery.dispatchedNanos() != EventDelivery.NOT_MEASURED) {
      long nanos = context.time().nanos() - delivery.dispatchedNanos();
      context.counters().latency.record(nanos / 1_000);
    }
    try {
      handler.handle(delivery);
      countDelivered();
      return null;
    } catch (Throwable error) {
      note(delivery, error);
      return error;
    }
  }

  private void countAtEnd(Counter ofAll) {
    if (hasEnded) {
      ofAll.increment();
    }
  }

  private void countDelivered() {
    countAtEnd(context.counters().delivered);
    long me = Thread.currentThread().threadId();
    if (owner == me || (owner == NOBODY && OWNER.compareAndSet(this, NOBODY, me))) {
      DELIVERED.lazySet(this, delivered + 1);
    } else {
      deliveredByOthers.increment();
    }
  }

  private long delivered() {
    return delivered + deliveredByOthers.total();
  }

  /**
   * Goes on after a first attempt that failed; waits on the caller's thread between attempts. False
   * if the subscription ended before the event did.
   */
  boolean tryAgain(EventDelivery delivery, Throwable first) {
    var attempts = new Attempts(delivery, first);
    Throwable last;
    try {
      retrier.run(attempts::next);
      return true;
    } catch (RetriesExhaustedException exhausted) {
      last = exhausted.attempts().getLast();
    } catch (Throwable error) {
      last = error;
    }
    if (isClosed.getAsBoolean()) {
      return false;
    }
    bury(delivery, attempts.made, last);
    return true;
  }

  /** The attempts at one event, of which the first is over. */
  private final class Attempts {
    private final EventDelivery delivery;
    private final Throwable first;
    private int made;

    Attempts(EventDelivery delivery, Throwable first) {
      this.delivery = delivery;
      this.first = first;
    }

    void next() throws Exception {
      made++;
      if (isClosed.getAsBoolean()) {
        throw new InterruptedException("the subscription has ended");
      }
      if (made == 1) {
        throw asException(first);
      }
      var error = tryAlone(delivery);
      if (error != null) {
        throw asException(error);
      }
    }
  }

  // An error of the machine or an assertion is never worth another try, whatever the policy says.
  private static Exception asException(Throwable error) {
    if (error instanceof Error fatal) {
      throw fatal;
    }
    return (Exception) error;
  }

  /** Gives an event up. */
  void bury(EventDelivery delivery, int attempts, Throwable error) {
    letters.add(
        new EventDeadLetter(delivery, attempts, ErrorWords.of(error), context.time().now()));
    deadLettered.incrementAndGet();
    countAtEnd(context.counters().deadLettered);
    LOG.atWarn()
        .addKeyValue("eventId", delivery.event().id())
        .addKeyValue("subscription", name)
        .addKeyValue("attempts", attempts)
        .log("event buried");
    context.announcements().buried(name, delivery, attempts, error);
  }

  private void note(EventDelivery delivery, Throwable error) {
    failed.incrementAndGet();
    countAtEnd(context.counters().failed);
    lastError = ErrorWords.of(error);
    LOG.atWarn()
        .addKeyValue("eventId", delivery.event().id())
        .addKeyValue("subscription", name)
        .addKeyValue("error", InvalidInputException.escape(ErrorWords.of(error)))
        .log("event handler failed");
    noteInFull(error);
  }

  private static void noteInFull(Throwable error) {
    try {
      LOG.atDebug().setCause(error).log("event handler failed, in full");
    } catch (RuntimeException mute) {
      // It cannot be told in full, and was told in short.
    }
  }

  List<EventDeadLetter> deadLetters() {
    return letters.list();
  }

  boolean isFull() {
    return letters.isFull();
  }

  /** Gives the dead letters to be handled again; those for which there is no room stay. */
  int redrive(Predicate<EventDelivery> again) {
    int given = 0;
    for (var letter : letters.clear()) {
      redriven.incrementAndGet();
      if (again.test(letter.delivery())) {
        given++;
      } else {
        redriven.decrementAndGet();
        letters.add(letter);
      }
    }
    return given;
  }

  int purge() {
    return letters.clear().size();
  }

  /** Whose handler it is. */
  public final String name() {
    return name;
  }

  /** How many events have come to an end here, each once. */
  long settled() {
    return delivered() + expired.get() + deadLettered.get() - redriven.get();
  }

  /**
   * Adds what it has counted to the numbers of the dispatcher, at its end. A handler that still
   * runs then is counted there when it returns.
   */
  final void addToAll(long dropped) {
    var counters = context.counters();
    hasEnded = true;
    counters.delivered.add(delivered());
    counters.failed.add(failed.get());
    counters.expired.add(expired.get());
    counters.deadLettered.add(deadLettered.get());
    counters.dropped.add(dropped);
  }

  EventSubscriptionStats stats(long filtered, long dropped, long missed, long lag) {
    return new EventSubscriptionStats(
        delivered(),
        Math.max(0, filtered),
        failed.get(),
        dropped,
        expired.get(),
        deadLettered.get(),
        missed,
        lag,
        Optional.ofNullable(lastError));
  }
}
