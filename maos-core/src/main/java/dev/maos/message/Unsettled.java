package dev.maos.message;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a manual subscription that are out and not settled yet, bounded. One whose
 * lease has ended is not out any more: somebody else will get its message. Thread-safe.
 */
final class Unsettled implements DeliveryHolder {
  private final int bound;
  private final long leaseMicros;
  private final TimeSource time;
  private final Runnable onRoom;
  private TimeSource.@Nullable Alarm alarm;
  private final IdentityHashMap<Claim, Long> leaseEnds = new IdentityHashMap<>();

  Unsettled(SubscriptionOptions options, TimeSource time, Runnable onRoom) {
    this.bound = options.maxUnsettled();
    this.leaseMicros = options.lease().toNanos() / 1_000;
    this.time = time;
    this.onRoom = onRoom;
  }

  /** How many more may go out now, at most {@code most}. */
  synchronized int room(int most) {
    if (leaseEnds.size() >= bound) {
      long now = time.micros();
      leaseEnds.values().removeIf(end -> end <= now);
      if (leaseEnds.size() >= bound) {
        lookAgainWhenALeaseEnds(now);
      }
    }
    return Math.min(most, bound - leaseEnds.size());
  }

  private void lookAgainWhenALeaseEnds(long now) {
    if (alarm != null) {
      alarm.cancel();
    }
    long first = Collections.min(leaseEnds.values());
    alarm = time.schedule(Duration.ofNanos((first - now) * 1_000), onRoom);
  }

  synchronized void out(Claim claim) {
    // An at-most-once message is acknowledged already: there is nothing to settle.
    if (claim.envelope().message().guarantee() != Guarantee.AT_MOST_ONCE) {
      leaseEnds.put(claim, time.micros() + leaseMicros);
    }
  }

  @Override
  public void settled(Claim claim) {
    synchronized (this) {
      leaseEnds.remove(claim);
    }
    onRoom.run();
  }

  @Override
  public synchronized void extended(Claim claim) {
    leaseEnds.replace(claim, time.micros() + leaseMicros);
  }
}
