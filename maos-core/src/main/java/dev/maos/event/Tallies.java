package dev.maos.event;

import dev.maos.monitor.Counter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A number that is added to in many places, each of which is one thread's at a time. An atomic
 * addition would make the processor wait for everything that it has begun before; here it goes on
 * with the next event while memory still answers for this one. Thread-safe.
 */
final class Tallies {
  /** So many places have a number of their own; what comes later shares one. */
  private static final int MOST = 64;

  private final List<Tally> own = new CopyOnWriteArrayList<>();
  private final Counter shared = new Counter();

  /** One more place to add in. */
  Tally open() {
    return own.size() < MOST ? openOwn() : new Tally(shared);
  }

  private synchronized Tally openOwn() {
    if (own.size() == MOST) {
      return new Tally(shared);
    }
    var tally = new Tally(null);
    own.add(tally);
    return tally;
  }

  /** What was added so far. */
  long total() {
    long total = shared.total();
    for (var tally : own) {
      total += tally.count;
    }
    return total;
  }

  /** One place. One thread's at a time; who comes next sees what the one before did. */
  static final class Tally {
    private static final AtomicLongFieldUpdater<Tally> COUNT =
        AtomicLongFieldUpdater.newUpdater(Tally.class, "count");

    private final @Nullable Counter shared;
    private volatile long count;

    private Tally(@Nullable Counter shared) {
      this.shared = shared;
    }

    void increment() {
      if (shared == null) {
        COUNT.lazySet(this, count + 1);
      } else {
        shared.increment();
      }
    }
  }
}
