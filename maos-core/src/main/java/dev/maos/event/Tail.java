package dev.maos.event;

import dev.maos.base.MaosException;
import java.time.Duration;
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
  private volatile long position;
  private volatile boolean isFailing;
  private volatile boolean isClosed;
  private volatile @Nullable Thread thread;

  Tail(EventContext context, Router router) {
    this.context = context;
    this.router = router;
    this.position = context.store().last();
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
    return position >= context.store().last();
  }

  private void run() {
    try {
      while (!isClosed) {
        step();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void step() throws InterruptedException {
    try {
      if (context.store().awaitBeyond(position, PATIENCE)) {
        bring();
      }
      isFailing = false;
    } catch (MaosException e) {
      if (isClosed) {
        return;
      }
      isFailing = true;
      LOG.atWarn().setCause(e).log("following the store failed; trying again");
      context.time().sleep(AFTER_FAILURE);
    }
  }

  private void bring() {
    var page = context.store().read(EventQuery.all(), position, PAGE);
    for (var recorded : page.events()) {
      position = recorded.sequence();
      bring(recorded);
    }
    position = Math.max(position, page.position());
    context.idle().raise();
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
