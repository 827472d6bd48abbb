package dev.maos.message;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.resilience.Setback;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages from one inbox to a handler, one after the other. It has no thread while there
 * is nothing to do: the inbox's bell starts a {@link DeliveryRun} on a virtual thread, which works
 * until the inbox is empty.
 *
 * <pre>
 *            bell                 bell
 *   IDLE ----------> RUNNING ----------> RUNG (look once more)
 *     ^                 | ^                |
 *     +---- nothing ----+ +----------------+        any --abort--> ABORTED
 * </pre>
 *
 * <p>A handler that outlives its lease is left behind with its thread, which is interrupted, and
 * the loop goes on in another run.
 */
final class DeliveryLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  /** How long after a failure of the backend the loop looks again. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int RUNG = 2;
  private static final int ABORTED = 3;

  private final BusContext bus;
  private final MessageSubscription subscription;
  private final long leaseMicros;
  private final Inbox inbox;
  private final Pace pace;
  private final Setback setback;

  /** Starts as RUNNING, so that a bell which rings while the inbox is being opened is kept. */
  private final AtomicInteger state = new AtomicInteger(RUNNING);

  /** Replaced when a run is left behind with what it still holds. */
  private volatile Held held;

  private volatile @Nullable DeliveryRun current;
  private volatile boolean closesAtRest;
  private volatile boolean isCutShort;

  DeliveryLoop(BusContext bus, MessageSubscription subscription, InboxSpec spec) {
    this.bus = bus;
    this.subscription = subscription;
    this.setback = Setback.every(AFTER_FAILURE, bus.time());
    this.leaseMicros = spec.leaseMicros();
    this.inbox = bus.transport().open(spec, this);
    this.pace = new Pace(inbox.worthTaking());
    this.held = new Held(inbox, subscription.settler());
  }

  /** Begins to work. */
  void open() {
    if (!state.compareAndSet(RUNNING, IDLE)) {
      start();
    }
  }

  Inbox inbox() {
    return inbox;
  }

  Pace pace() {
    return pace;
  }

  /** The bell: there is something to do, or there may be. */
  @Override
  public void run() {
    while (true) {
      int now = state.get();
      if (now == RUNG || now == ABORTED || (now == RUNNING && state.compareAndSet(now, RUNG))) {
        return;
      }
      if (now == IDLE && state.compareAndSet(IDLE, RUNNING)) {
        start();
        return;
      }
    }
  }

  boolean isIdle() {
    return state.get() == IDLE;
  }

  boolean isOnThisThread() {
    var run = current;
    return run != null && run.isOnThisThread();
  }

  /** Closes the inbox when the handler that is running now, on this very thread, has returned. */
  void closeAtRest() {
    closesAtRest = true;
  }

  /** Stops for good, at once: the handler is interrupted and nothing is settled any more. */
  void abort() {
    int was = state.getAndSet(ABORTED);
    var run = current;
    if (was != IDLE && was != ABORTED && run != null) {
      run.leaveBehind();
      noteRest(run);
    }
  }

  /**
   * Stops for good, at once, as there is no time to wait for the handler: it is interrupted, and
   * what it does not have in hand is handed back.
   */
  void cutShort() {
    isCutShort = true;
    abort();
    var run = current;
    if (run != null) {
      run.letGo();
    }
  }

  /** Whether a run that ends has to hand back what it holds. */
  boolean isCutShort() {
    return isCutShort;
  }

  /** Looks after a handler that takes long; called several times in each lease. */
  void watch(long nowMicros) {
    var run = current;
    if (run == null || !run.outlivesLease(nowMicros)) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("agent", subscription.agent())
        .log("a handler has outlived its lease; its message goes to somebody else");
    subscription.outlived();
    held = new Held(inbox, subscription.settler());
    startRun(run.rested());
  }

  /** Whether the run that asks has nothing left to do and may end. */
  boolean mayRest(DeliveryRun run) {
    while (true) {
      int now = state.get();
      if (now == ABORTED) {
        noteRest(run);
        return true;
      }
      if (now == RUNNING && state.compareAndSet(RUNNING, IDLE)) {
        noteRest(run);
        return true;
      }
      if (now == RUNG && state.compareAndSet(RUNG, RUNNING)) {
        return false;
      }
    }
  }

  /** The backend failed; what is held is handled by the next run, as far as its leases last. */
  void failed(Throwable error) {
    var warning = LOG.atWarn().addKeyValue("agent", subscription.agent());
    if (error instanceof MaosException known) {
      // Every agent of a process says so when its backend is away: not with where it came from.
      warning = warning.addKeyValue("error", InvalidInputException.escape(known.toString()));
    } else {
      warning = warning.setCause(error);
    }
    warning.log("reading failed; trying again");
    setback.again(this);
  }

  private void start() {
    bus.started().increment();
    startRun(new AtomicBoolean());
  }

  /** Starts a run; {@code rested} is shared by those that replace one another. */
  private void startRun(AtomicBoolean rested) {
    var run = new DeliveryRun(bus, subscription, this, held, leaseMicros, rested);
    current = run;
    Thread.startVirtualThread(run);
  }

  /** Once for each start, whoever notices the end: the run itself or the one who aborts it. */
  private void noteRest(DeliveryRun run) {
    if (!run.rested().compareAndSet(false, true)) {
      return;
    }
    if (closesAtRest) {
      inbox.close();
    }
    bus.rested().increment();
    bus.idle().raise();
  }
}
