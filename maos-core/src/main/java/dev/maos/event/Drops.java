package dev.maos.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What one subscription has lost; told to those who listen for it, not more than once a second. */
final class Drops {
  private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventContext context;
  private final String name;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong toldAt;

  Drops(EventContext context, String name) {
    this.context = context;
    this.name = name;
    this.toldAt = new AtomicLong(context.time().nanos() - PERIOD_NANOS);
  }

  void add(EventDelivery cause) {
    long dropped = count.incrementAndGet();
    long now = context.time().nanos();
    long told = toldAt.get();
    if (now - told >= PERIOD_NANOS && toldAt.compareAndSet(told, now)) {
      context.announcements().dropped(name, cause, dropped);
    }
  }

  long total() {
    return count.get();
  }
}
