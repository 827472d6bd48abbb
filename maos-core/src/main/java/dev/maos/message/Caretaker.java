package dev.maos.message;

import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.DeliveryReceipt.Status;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rounds that a bus makes by itself: it looks for handlers that outlive their lease, and moves
 * away what has expired. It has no thread, only two alarms. Thread-safe.
 */
final class Caretaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
  private static final Duration LONGEST_WATCH = Duration.ofSeconds(10);

  private final BusContext bus;
  private final Collection<MessageSubscription> subscriptions;
  private Duration watchPeriod = LONGEST_WATCH;
  private TimeSource.@Nullable Alarm watchAlarm;
  private TimeSource.Alarm cleanupAlarm;
  private boolean closed;

  Caretaker(BusContext bus, Collection<MessageSubscription> subscriptions) {
    this.bus = bus;
    this.subscriptions = subscriptions;
    this.cleanupAlarm = bus.time().schedule(bus.options().cleanupInterval(), this::cleanUp);
  }

  /** From now on looks often enough for leases this short. */
  synchronized void watch(Duration lease) {
    var wanted = lease.dividedBy(4);
    var shorter = wanted.compareTo(watchPeriod) < 0;
    watchPeriod = shorter ? wanted : watchPeriod;
    if (watchAlarm == null || shorter) {
      setWatchAlarm();
    }
  }

  private void setWatchAlarm() {
    if (watchAlarm != null) {
      watchAlarm.cancel();
    }
    if (!closed) {
      watchAlarm = bus.time().schedule(watchPeriod, this::lookAround);
    }
  }

  private void lookAround() {
    long now = bus.time().micros();
    subscriptions.forEach(subscription -> watch(subscription, now));
    synchronized (this) {
      setWatchAlarm();
    }
  }

  private static void watch(MessageSubscription subscription, long now) {
    try {
      subscription.watch(now);
    } catch (MaosException e) {
      LOG.atWarn().setCause(e).log("looking after a handler failed; it is tried again");
    }
  }

  private void cleanUp() {
    try {
      sweep();
      bus.news().look(bus.transport().queues());
    } catch (MaosException e) {
      LOG.atWarn().setCause(e).log("cleaning up failed; it is tried again at the next interval");
    }
    synchronized (this) {
      if (!closed) {
        cleanupAlarm = bus.time().schedule(bus.options().cleanupInterval(), this::cleanUp);
      }
    }
  }

  private void sweep() {
    for (var letter : bus.transport().sweep()) {
      bus.counters().expired.increment();
      bus.counters().deadLettered.increment();
      bus.news()
          .buried(
              letter.envelope().message().sender(),
              letter.envelope(),
              letter.queue(),
              letter.reason().name(),
              letter.detail());
      if (Settler.wantsReceipt(letter.envelope().message())) {
        // Nobody has had it.
        Settler.sendReceipt(
            bus,
            letter.envelope().message().sender(),
            letter.envelope(),
            letter.queue(),
            Status.EXPIRED,
            letter.attempts(),
            letter.detail());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    cleanupAlarm.cancel();
    if (watchAlarm != null) {
      watchAlarm.cancel();
    }
  }
}
