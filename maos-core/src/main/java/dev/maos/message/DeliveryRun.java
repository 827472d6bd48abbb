package dev.maos.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One virtual thread's work for a {@link DeliveryLoop}: takes, handles and settles until there is
 * nothing left.
 *
 * <p>A round of lanes is taken at a time, so that an urgent message overtakes within a round. What
 * is done is acknowledged together with taking the next round, at the latest a few milliseconds
 * after it was done; of an exactly-once message the acknowledgement is on its way before the next
 * handler is called. While a round takes long its leases are renewed; while one handler takes long
 * the messages behind it are handed back.
 */
final class DeliveryRun implements Runnable, DeliveryHolder {
  /** How long a finished message may wait for others to be acknowledged with. */
  private static final long ACK_DELAY_MICROS = 5_000;

  private static final long NOT_HANDLING = 0;
  private static final long LEFT_BEHIND = -1;

  private final BusContext bus;
  private final MessageSubscription subscription;
  private final DeliveryLoop loop;
  private final Inbox inbox;
  private final Settler settler;
  private final Pace pace;
  private final long leaseMicros;

  /** When the handler was called, in epoch microseconds, or one of the two above. */
  private final AtomicLong handlingSince = new AtomicLong(NOT_HANDLING);

  /** What of this round is not started yet; also emptied by the one who watches. */
  private final ArrayDeque<Claim> rest = new ArrayDeque<>(Pace.ROUND);

  private final AtomicBoolean rested;
  private volatile @Nullable Claim handled;
  private volatile @Nullable Thread thread;

  /** Calls of the handler not counted yet, and how many of them were not their message's first. */
  private int received;

  private int again;

  DeliveryRun(
      BusContext bus,
      MessageSubscription subscription,
      DeliveryLoop loop,
      long leaseMicros,
      AtomicBoolean rested) {
    this.bus = bus;
    this.subscription = subscription;
    this.loop = loop;
    this.inbox = loop.inbox();
    this.pace = loop.pace();
    this.settler = subscription.settler();
    this.leaseMicros = leaseMicros;
    this.rested = rested;
  }

  /** Whether the end of the work that this run belongs to has been noted. */
  AtomicBoolean rested() {
    return rested;
  }

  @Override
  public void settled(Claim claim) {
    subscription.settled(claim);
  }

  /** A handler that asks for more time is not overdue until that has passed. */
  @Override
  public void extended(Claim claim) {
    long since = handlingSince.get();
    if (claim.equals(handled) && since > NOT_HANDLING) {
      handlingSince.compareAndSet(since, bus.time().micros());
    }
    subscription.extended(claim);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    do {
      try {
        drain();
      } catch (RuntimeException e) {
        loop.failed(e);
      }
    } while (!isLeftBehind() && !loop.mayRest(this));
  }

  boolean isOnThisThread() {
    return thread == Thread.currentThread();
  }

  /** From now on this run touches nothing. */
  void leaveBehind() {
    handlingSince.set(LEFT_BEHIND);
    interrupt();
  }

  /**
   * Looks after the handler that is running: at half of its lease the messages behind it are handed
   * back, at its end the run is left behind, which is answered by true, once.
   */
  boolean outlivesLease(long nowMicros) {
    long since = handlingSince.get();
    if (since <= NOT_HANDLING || nowMicros - since < leaseMicros / 2) {
      return false;
    }
    handBackRest();
    if (nowMicros - since < leaseMicros || !handlingSince.compareAndSet(since, LEFT_BEHIND)) {
      return false;
    }
    interrupt();
    return true;
  }

  private boolean isLeftBehind() {
    return handlingSince.get() == LEFT_BEHIND;
  }

  private void interrupt() {
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void drain() {
    var claims = inbox.take(subscription.room(pace.round()));
    while (!claims.isEmpty()) {
      var done = handle(claims);
      if (isLeftBehind()) {
        return;
      }
      claims = settler.exchange(inbox, done, subscription.room(pace.round()));
    }
  }

  /** Handles a round; returns what is done with and not acknowledged yet. */
  private List<Claim> handle(List<Claim> claims) {
    begin(claims);
    var done = new ArrayList<Claim>(claims.size());
    long now = bus.time().micros();
    long began = now;
    long renewed = now;
    long flushed = now;
    for (var claim = next(); claim != null && !isLeftBehind(); claim = next()) {
      if (now - renewed >= leaseMicros / 4) {
        renewed = now;
        if (!renew(claim)) {
          continue;
        }
      }
      handle(claim, now, done);
      now = bus.time().micros();
      if (now - flushed >= ACK_DELAY_MICROS) {
        flush(done);
        flushed = now;
      }
    }
    pace.took(claims.size(), now - began);
    subscription.count(received, again);
    received = 0;
    again = 0;
    return done;
  }

  private void handle(Claim claim, long now, List<Claim> done) {
    if (subscription.isStopping() && !isAtMostOnce(claim)) {
      inbox.handBack(claim);
    } else if (settler.admits(inbox, claim, now)) {
      call(claim, now, done);
    }
  }

  private void call(Claim claim, long now, List<Claim> done) {
    handled = claim;
    if (!handlingSince.compareAndSet(NOT_HANDLING, now)) {
      return;
    }
    received++;
    again += claim.attempt() > 1 ? 1 : 0;
    recordLatency(claim.envelope(), now);
    var error = callHandler(claim);
    if (!endHandling()) {
      return;
    }
    // Whatever interrupted this handler is no business of the next one.
    var interrupted = Thread.interrupted();
    if (error != null) {
      failed(claim, error, interrupted);
    } else if (subscription.isAutomatic()) {
      finished(claim, done);
    }
  }

  /** False if the run was left behind while the handler was running. */
  private boolean endHandling() {
    while (true) {
      long since = handlingSince.get();
      if (since == LEFT_BEHIND) {
        return false;
      }
      if (handlingSince.compareAndSet(since, NOT_HANDLING)) {
        return true;
      }
    }
  }

  private @Nullable Throwable callHandler(Claim claim) {
    try {
      Causation.handle(claim, subscription.handler(), subscription.delivery(inbox, claim, this));
      return null;
    } catch (Throwable error) {
      return error;
    }
  }

  private void finished(Claim claim, List<Claim> done) {
    switch (claim.envelope().message().guarantee()) {
      case AT_MOST_ONCE -> {}
      case AT_LEAST_ONCE -> done.add(claim);
      case EXACTLY_ONCE -> settler.acknowledgeSoon(inbox, claim);
    }
  }

  private void failed(Claim claim, Throwable error, boolean interrupted) {
    if (isAtMostOnce(claim)) {
      settler.lost(error);
    } else if (subscription.isStopping()
        && (interrupted || error instanceof InterruptedException)) {
      inbox.handBack(claim);
    } else {
      settler.fail(inbox, claim, error);
    }
    subscription.settled(claim);
  }

  private void flush(List<Claim> done) {
    if (!done.isEmpty() && !isLeftBehind()) {
      settler.acknowledge(inbox, List.copyOf(done));
      done.clear();
    }
  }

  private void recordLatency(Envelope envelope, long now) {
    long ready = Math.max(envelope.sentAtMicros(), envelope.dueAtMicros());
    bus.counters().latency.record(now - ready);
  }

  private void begin(List<Claim> claims) {
    synchronized (rest) {
      rest.clear();
      rest.addAll(claims);
    }
  }

  private @Nullable Claim next() {
    synchronized (rest) {
      return rest.poll();
    }
  }

  /** Renews the leases of this claim and of the rest; false if this one is lost. */
  private boolean renew(Claim claim) {
    for (var waiting : unstarted()) {
      if (settler.extend(inbox, waiting) != Settled.NOW) {
        synchronized (rest) {
          rest.remove(waiting);
        }
      }
    }
    return isAtMostOnce(claim) || settler.extend(inbox, claim) == Settled.NOW;
  }

  private void handBackRest() {
    for (var waiting : unstarted()) {
      boolean mine;
      synchronized (rest) {
        mine = rest.remove(waiting);
      }
      if (mine) {
        inbox.handBack(waiting);
      }
    }
  }

  /** What could be handed back: at-most-once messages are acknowledged already. */
  private List<Claim> unstarted() {
    synchronized (rest) {
      return rest.stream().filter(claim -> !isAtMostOnce(claim)).toList();
    }
  }

  private static boolean isAtMostOnce(Claim claim) {
    return claim.envelope().message().guarantee() == Guarantee.AT_MOST_ONCE;
  }
}
