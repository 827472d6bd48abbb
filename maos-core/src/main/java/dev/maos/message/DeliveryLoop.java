package dev.maos.message;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages from one inbox to a handler, one after the other. It has no thread while there
 * is nothing to do: the inbox's bell starts a virtual thread, which works until the inbox is empty.
 *
 * <p>A round of lanes is taken at a time, so that an urgent message overtakes within a round. What
 * is done is acknowledged together, at the latest a few milliseconds after the first of it was;
 * exactly-once messages at once, each by itself. A handler that outlives its lease is left behind
 * with its thread, which is interrupted, and the loop goes on in another.
 */
final class DeliveryLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  /** One weighted round: 8 + 4 + 2 + 1. */
  private static final int ROUND = 15;

  /** How long a finished message may wait for others to be acknowledged with. */
  private static final long ACK_DELAY_MICROS = 5_000;

  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int RUNG = 2;

  private final BusContext bus;
  private final MessageSubscription subscription;
  private final long leaseMicros;
  private final Inbox inbox;

  /** Starts as RUNNING, so that a bell which rings while the inbox is being opened is kept. */
  private final AtomicInteger state = new AtomicInteger(RUNNING);

  private volatile @Nullable Run current;
  private volatile boolean closesAtRest;

  DeliveryLoop(BusContext bus, MessageSubscription subscription, InboxSpec spec) {
    this.bus = bus;
    this.subscription = subscription;
    this.leaseMicros = spec.lease().toNanos() / 1_000;
    this.inbox = bus.transport().open(spec, this);
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

  /** The bell: there is something to do, or there may be. */
  @Override
  public void run() {
    while (true) {
      int now = state.get();
      if (now == RUNG || (now == RUNNING && state.compareAndSet(RUNNING, RUNG))) {
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
    return run != null && run.thread == Thread.currentThread();
  }

  /** Closes the inbox when the handler that is running now, on this very thread, has returned. */
  void closeAtRest() {
    closesAtRest = true;
  }

  /**
   * Stops for good, at once: the handler's thread is interrupted and nothing is settled any more.
   */
  void abort() {
    // RUNNING for ever: no bell starts it again.
    var wasAtWork = state.getAndSet(RUNNING) != IDLE;
    var run = current;
    if (wasAtWork && run != null && run.leaveBehind()) {
      noteRest();
    }
  }

  /** Leaves a handler behind that has outlived its lease; called from time to time. */
  void watch(long nowMicros) {
    var run = current;
    if (run != null && run.leaveBehindIfOverdue(nowMicros)) {
      LOG.atWarn()
          .addKeyValue("agent", subscription.agent())
          .log("a handler has outlived its lease; its message goes to somebody else");
      subscription.outlived();
      startRun();
    }
  }

  private void start() {
    bus.started().increment();
    startRun();
  }

  private void startRun() {
    var run = new Run();
    current = run;
    Thread.startVirtualThread(run);
  }

  private void noteRest() {
    if (closesAtRest) {
      inbox.close();
    }
    bus.rested().increment();
    bus.idle().raise();
  }

  /** One virtual thread's work, from a bell until there is nothing left to do. */
  private final class Run implements Runnable {
    private static final long NOT_HANDLING = 0;
    private static final long LEFT_BEHIND = -1;

    /** When the handler was called, in epoch microseconds, or one of the two above. */
    private final AtomicLong handlingSince = new AtomicLong(NOT_HANDLING);

    private volatile @Nullable Thread thread;

    /**
     * Calls of the handler not counted yet, and how many of them were not their message's first.
     */
    private int received;

    private int again;

    @Override
    public void run() {
      thread = Thread.currentThread();
      do {
        if (isLeftBehind()) {
          return;
        }
        state.set(RUNNING);
        drain();
      } while (!state.compareAndSet(RUNNING, IDLE));
      noteRest();
    }

    private boolean isLeftBehind() {
      return handlingSince.get() == LEFT_BEHIND;
    }

    /** From now on this run touches nothing; false if it was so before. */
    boolean leaveBehind() {
      var first = handlingSince.getAndSet(LEFT_BEHIND) != LEFT_BEHIND;
      interrupt();
      return first;
    }

    boolean leaveBehindIfOverdue(long nowMicros) {
      long since = handlingSince.get();
      var overdue = since > 0 && nowMicros - since >= leaseMicros;
      if (!overdue || !handlingSince.compareAndSet(since, LEFT_BEHIND)) {
        return false;
      }
      interrupt();
      return true;
    }

    private void interrupt() {
      var running = thread;
      if (running != null) {
        running.interrupt();
      }
    }

    private void drain() {
      if (isLeftBehind()) {
        return;
      }
      var claims = inbox.take(subscription.room(ROUND));
      while (!claims.isEmpty()) {
        var done = handle(claims);
        claims =
            isLeftBehind()
                ? List.of()
                : subscription.settler().exchange(inbox, done, subscription.room(ROUND));
      }
    }

    /** Handles a round; returns what is done with and not acknowledged yet. */
    private List<Claim> handle(List<Claim> claims) {
      long taken = bus.time().micros();
      long now = taken;
      long flushed = taken;
      var done = new ArrayList<Claim>(claims.size());
      for (var claim : claims) {
        if (isLeftBehind()) {
          break;
        }
        handle(claim, taken, now, done);
        now = bus.time().micros();
        if (now - flushed >= ACK_DELAY_MICROS) {
          flush(done);
          flushed = now;
        }
      }
      subscription.count(received, again);
      received = 0;
      again = 0;
      return done;
    }

    private void handle(Claim claim, long taken, long now, List<Claim> done) {
      if (subscription.isStopping() && !isAtMostOnce(claim)) {
        inbox.handBack(claim);
      } else if (isStillHeld(claim, taken, now)
          && subscription.settler().admits(inbox, claim, now)) {
        call(claim, now, done);
      }
    }

    /** Handlers before this one may have taken most of the lease: make sure it is still ours. */
    private boolean isStillHeld(Claim claim, long taken, long now) {
      return now - taken < leaseMicros / 2
          || isAtMostOnce(claim)
          || subscription.settler().extend(inbox, claim) == Settled.NOW;
    }

    private void call(Claim claim, long now, List<Claim> done) {
      if (!handlingSince.compareAndSet(NOT_HANDLING, now)) {
        return;
      }
      received++;
      again += claim.attempt() > 1 ? 1 : 0;
      recordLatency(claim.envelope(), now);
      try {
        Causation.handle(claim, subscription.handler(), subscription.delivery(inbox, claim));
      } catch (Throwable error) {
        if (handlingSince.compareAndSet(now, NOT_HANDLING)) {
          failed(claim, error);
        }
        return;
      }
      if (handlingSince.compareAndSet(now, NOT_HANDLING) && subscription.isAutomatic()) {
        finished(claim, done);
      }
    }

    private void finished(Claim claim, List<Claim> done) {
      switch (claim.envelope().message().guarantee()) {
        case AT_MOST_ONCE -> {}
        case AT_LEAST_ONCE -> done.add(claim);
        case EXACTLY_ONCE -> subscription.settler().acknowledge(inbox, claim);
      }
    }

    private void failed(Claim claim, Throwable error) {
      if (isAtMostOnce(claim)) {
        subscription.settler().lost(error);
      } else if (error instanceof InterruptedException && subscription.isStopping()) {
        inbox.handBack(claim);
      } else {
        subscription.settler().fail(inbox, claim, error);
      }
    }

    private void flush(List<Claim> done) {
      if (!done.isEmpty() && !isLeftBehind()) {
        subscription.settler().acknowledge(inbox, done);
        done.clear();
      }
    }

    private void recordLatency(Envelope envelope, long now) {
      long ready = Math.max(envelope.sentAtMicros(), envelope.dueAtMicros());
      bus.counters().latency.record(now - ready);
    }
  }

  private static boolean isAtMostOnce(Claim claim) {
    return claim.envelope().message().guarantee() == Guarantee.AT_MOST_ONCE;
  }
}
