package dev.maos.event;

import dev.maos.base.ErrorWords;
import dev.maos.base.MaosException;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a store that others append to as well, and brings what appears there to the subscriptions
 * here: what was dispatched elsewhere and what was dispatched here, in one order for all processes.
 * Has a virtual thread of its own. Thread-safe.
 */
final class Tail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final int PAGE = 500;

  private final EventContext context;
  private final Router router;
  private final Runnable onStepBack;
  private final AtomicLong position;
  private final Setback setback;
  private volatile boolean isBringing;
  private volatile boolean isFailing;
  private volatile boolean isClosed;
  private volatile @Nullable Thread thread;

  /**
   * Follows from the newest event on.
   *
   * @param onStepBack told when the history ends before what was read already
   */
  Tail(EventContext context, Router router, Runnable onStepBack) {
    this.context = context;
    this.router = router;
    this.onStepBack = onStepBack;
    this.position = new AtomicLong(context.store().last());
    this.setback = Setback.every(AFTER_FAILURE, context.time());
  }

  void start() {
    thread = Thread.ofVirtual().name("maos-event-tail").start(this::run);
  }

  /** Whether it does not get on. */
  boolean isFailing() {
    return isFailing;
  }

  /** Whether all that is in the store has been brought. */
  boolean hasCaughtUp() {
    // In this order: whoever sees the position of an event sees that it is still being brought.
    return position.get() >= context.store().last() && !(isBringing && isBroughtByAnother());
  }

  /** Who waits inside a handler that is called here does not wait for its own end. */
  private boolean isBroughtByAnother() {
    return Thread.currentThread() != thread;
  }

  /** Up to where events were brought. */
  long position() {
    return position.get();
  }

  /**
   * An event was appended here.
   *
   * @param known up to where events had been brought before it was
   */
  void appended(long sequence, long known) {
    // New events come behind all that were ever read, unless the store has lost some of those.
    if (sequence > 0 && sequence <= known && context.store().last() < known) {
      stepBack(known, sequence - 1);
    }
  }

  private void run() {
    while (!isClosed) {
      try {
        step();
      } catch (InterruptedException e) {
        // If it was not closed, somebody's handler has interrupted the thread it was called on.
      }
    }
  }

  private void step() throws InterruptedException {
    try {
      long before = position.get();
      if (context.store().awaitBeyond(before, PATIENCE)) {
        bringFrom(before);
      } else {
        lookBack(before);
      }
      isFailing = false;
    } catch (RuntimeException | Error e) {
      if (isClosed) {
        return;
      }
      isFailing = true;
      LOG.atWarn()
          .addKeyValue("error", ErrorWords.of(e))
          .log("following the store failed; trying again");
      setback.pause();
      lookBackSafely();
    }
  }

  private void bringFrom(long before) {
    isBringing = true;
    try {
      bring(before);
    } finally {
      isBringing = false;
    }
    context.idle().raise();
  }

  private void bring(long before) {
    var page = context.store().read(EventQuery.all(), before, PAGE);
    long at = before;
    for (var recorded : page.events()) {
      if (!position.compareAndSet(at, recorded.sequence())) {
        return;
      }
      at = recorded.sequence();
      bring(recorded);
    }
    position.compareAndSet(at, Math.max(at, page.position()));
  }

  /** A server that comes back with less than it had goes on counting from there. */
  private void lookBack(long before) {
    long last = context.store().last();
    if (last < before) {
      stepBack(before, last);
    }
  }

  private void lookBackSafely() {
    try {
      lookBack(position.get());
    } catch (MaosException e) {
      // It still does not answer; the next step says so.
    }
  }

  private void stepBack(long from, long to) {
    if (position.compareAndSet(from, to)) {
      LOG.atWarn()
          .addKeyValue("from", from)
          .addKeyValue("to", to)
          .log("the store has lost its newest events; reading goes on where it ends now");
      onStepBack.run();
    }
  }

  private void bring(RecordedEvent recorded) {
    try {
      router.route(recorded.event(), recorded.sequence());
    } catch (MailboxFullException e) {
      // Whoever dispatched it is somewhere else, or gone.
      LOG.atWarn().setCause(e).log("no room for an event");
    }
  }

  @Override
  public void close() {
    isClosed = true;
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
