package dev.maos.message;

import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual thread's work for a {@link DeliveryLoop}: takes, handles and settles until there is
 * nothing left.
 *
 * <p>A round of lanes is taken at a time, so that an urgent message overtakes within a round; while
 * rounds are full and quick, the next one comes while one is handled. What is done is acknowledged
 * together with taking the next round, at the latest a few milliseconds after it was done; of an
 * exactly-once message the acknowledgement is on its way before the next handler is called. While a
 * round takes long its leases are renewed; while one handler takes long the messages behind it are
 * handed back.
 */
final class DeliveryRun implements Runnable, DeliveryHolder {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryRun.class);

  /** How long a finished message may wait for others to be acknowledged with. */
  private static final long ACK_DELAY_MICROS = 5_000;

  private static final long NOT_HANDLING = 0;
  private static final long LEFT_BEHIND = -1;

  private final BusContext bus;
  private final MessageSubscription subscription;
  private final DeliveryLoop loop;
  private final Inbox inbox;
  private final Settler settler;
  private final Held held;
  private final Pace pace;
  private final long leaseMicros;

  /** When the handler was called, in epoch microseconds, or one of the two above. */
  private final AtomicLong handlingSince = new AtomicLong(NOT_HANDLING);

  private final AtomicBoolean rested;
  private volatile @Nullable Claim handled;

  /** When the lease of what is being handled began, at the latest. */
  private volatile long leasedAt;

  private volatile @Nullable Thread thread;

  /** Calls of the handler not counted yet, and how many of them were not their message's first. */
  private int received;

  private int again;

  DeliveryRun(
      BusContext bus,
      MessageSubscription subscription,
      DeliveryLoop loop,
      Held held,
      long leaseMicros,
      AtomicBoolean rested) {
    this.bus = bus;
    this.subscription = subscription;
    this.loop = loop;
    this.inbox = loop.inbox();
    this.pace = loop.pace();
    this.settler = subscription.settler();
    this.held = held;
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
      leasedAt = bus.time().micros();
      handlingSince.compareAndSet(since, leasedAt);
    }
    subscription.extended(claim);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    do {
      try {
        drain();
      } catch (Throwable e) {
        // Whatever it is, also no memory for a round: without a run nobody would come again.
        loop.failed(e);
      }
    } while (!isLeftBehind() && !loop.mayRest(this));
    if (loop.isCutShort()) {
      letGo();
    }
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
   * Looks after the handler that is running: after a quarter of a lease it is seen to it that it
   * has a whole one and that what was done before it is acknowledged, at half of it the messages
   * behind it are handed back, at its end the run is left behind, which is answered by true, once.
   */
  boolean outlivesLease(long nowMicros) {
    long since = handlingSince.get();
    if (since <= NOT_HANDLING || nowMicros - since < leaseMicros / 4) {
      return false;
    }
    acknowledgeDone();
    prolong(since, nowMicros);
    if (nowMicros - since < leaseMicros / 2) {
      return false;
    }
    handBackRest(List.of());
    held.next().handBack();
    if (nowMicros - since < leaseMicros || !handlingSince.compareAndSet(since, LEFT_BEHIND)) {
      return false;
    }
    interrupt();
    return true;
  }

  /**
   * Hands back what no handler has begun and acknowledges what is done, when this run was left
   * behind because there is no time to wait for its handler.
   */
  void letGo() {
    try {
      handBackRest(List.of());
      held.next().giveUp();
      var done = held.takeDone();
      if (!done.isEmpty()) {
        settler.acknowledgeAtLast(inbox, done);
      }
    } catch (RuntimeException unreachable) {
      LOG.atWarn()
          .addKeyValue("error", InvalidInputException.escape(unreachable.toString()))
          .log("what was held could not be given back; its leases will run out");
    }
  }

  /** A claim has waited for its handler under the lease, which the handler may use whole. */
  private void prolong(long since, long nowMicros) {
    var claim = handled;
    if (claim == null || isAtMostOnce(claim) || since - leasedAt <= leaseMicros / 64) {
      return;
    }
    leasedAt = nowMicros;
    var _ = inbox.extend(claim);
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
    int room = subscription.room(pace.round());
    if (held.size() == 0) {
      takeFirst(room);
    }
    while (held.size() > 0) {
      boolean isFull = held.size() >= room;
      room = subscription.room(pace.round());
      if (isFull && looksAhead()) {
        beginNext(room);
      }
      flush();
      handleRound();
      if (isLeftBehind()) {
        return;
      }
      room = subscription.room(pace.round());
      takeNext(room);
    }
  }

  private void beginNext(int room) {
    var done = held.takeDone();
    if (!held.next().begin(done, room, bus.time().micros())) {
      held.notAcknowledged(done);
    }
  }

  private void takeFirst(int room) {
    if (!held.hasDone() && !held.next().isBegun()) {
      long asked = bus.time().micros();
      held.begin(inbox.take(room), asked);
    } else {
      takeNext(room);
    }
  }

  /** The round that is on its way; else what is there, acknowledging what is done. */
  private void takeNext(int room) {
    long asked = held.next().begunAt();
    var claims = held.next().take(held::notAcknowledged);
    if (claims.isEmpty()) {
      asked = bus.time().micros();
      claims = exchange(room);
    }
    held.begin(claims, asked);
  }

  private List<Claim> exchange(int room) {
    var done = held.takeDone();
    try {
      return settler.exchange(inbox, done, room);
    } catch (RuntimeException failure) {
      held.notAcknowledged(done);
      throw failure;
    }
  }

  /** Full rounds that are handled quickly follow each other: the next may come meanwhile. */
  private boolean looksAhead() {
    return pace.isQuick()
        && subscription.isAutomatic()
        && !subscription.isStopping()
        && !held.next().isBegun();
  }

  private void handleRound() {
    int claims = held.size();
    long now = bus.time().micros();
    long began = now;
    leasedAt = held.takenAt();
    long flushed = now;
    while (!isLeftBehind()) {
      var claim = held.poll();
      if (claim == null) {
        break;
      }
      if (now - leasedAt >= leaseMicros / 8) {
        held.next().handBack();
        if (!renewInTime(claim)) {
          continue;
        }
        now = bus.time().micros();
      }
      handle(claim, now);
      now = bus.time().micros();
      if (now - flushed >= ACK_DELAY_MICROS) {
        flush();
        // A backend that stalls answers late, and messages expire and leases end meanwhile.
        now = bus.time().micros();
        flushed = now;
      }
    }
    pace.took(claims, now - began);
    subscription.count(received, again, now - began);
    received = 0;
    again = 0;
  }

  private void handle(Claim claim, long now) {
    if (!subscription.isActive() && !isAtMostOnce(claim)) {
      handBackRest(List.of(claim));
    } else if (settler.admits(inbox, claim, now)) {
      call(claim, now);
    }
  }

  private void call(Claim claim, long now) {
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
      finished(claim);
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
      var delivery = subscription.delivery(inbox, claim, this);
      bus.tracer()
          .handling(delivery, () -> Causation.handle(claim, subscription.handler(), delivery));
      return null;
    } catch (Throwable error) {
      return error;
    }
  }

  private void finished(Claim claim) {
    switch (claim.envelope().message().guarantee()) {
      case AT_MOST_ONCE -> {}
      case AT_LEAST_ONCE -> held.done(claim);
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

  private void flush() {
    if (!isLeftBehind()) {
      acknowledgeDone();
    }
  }

  private void acknowledgeDone() {
    var done = held.takeDone();
    if (done.isEmpty()) {
      return;
    }
    try {
      settler.acknowledge(inbox, done);
    } catch (RuntimeException failure) {
      held.notAcknowledged(done);
      throw failure;
    }
  }

  private void recordLatency(Envelope envelope, long now) {
    long ready = Math.max(envelope.sentAtMicros(), envelope.dueAtMicros());
    bus.counters().latency.record(now - ready);
  }

  /**
   * Renews until an answer tells of a lease that is not half over when it comes; false if this
   * claim is lost. A lease runs from when it was asked for, however late the answer is.
   */
  private boolean renewInTime(Claim claim) {
    do {
      leasedAt = bus.time().micros();
      if (!renew(claim)) {
        return false;
      }
    } while (bus.time().micros() - leasedAt >= leaseMicros / 2);
    return true;
  }

  /** Renews the leases of this claim and of the rest; false if this one is lost. */
  private boolean renew(Claim claim) {
    var leased = new ArrayList<>(held.unstarted());
    if (!isAtMostOnce(claim)) {
      leased.add(claim);
    }
    var answers = settler.extendAll(inbox, leased);
    var isOurs = true;
    for (int i = 0; i < leased.size(); i++) {
      if (answers.get(i) != Settled.NOW) {
        isOurs &= !leased.get(i).equals(claim);
        var _ = held.remove(leased.get(i));
      }
    }
    return isOurs;
  }

  /** Hands back what is not begun, together with others. */
  private void handBackRest(List<Claim> more) {
    var back = new ArrayList<>(more);
    held.unstarted().stream().filter(held::remove).forEach(back::add);
    if (!back.isEmpty()) {
      var _ = inbox.handBackAll(back);
    }
  }

  private static boolean isAtMostOnce(Claim claim) {
    return claim.envelope().message().guarantee() == Guarantee.AT_MOST_ONCE;
  }
}
