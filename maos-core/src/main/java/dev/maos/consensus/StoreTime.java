package dev.maos.consensus;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store's clock says about now, without asking it each time: what it said last, and the
 * time that has passed here since. It is asked when that was more than a second ago. Good enough to
 * say until when a vote is open; whether a ballot is late the store alone decides. Thread-safe.
 */
final class StoreTime {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final DecisionStore store;
  private final TimeSource time;
  private volatile @Nullable Reading last;

  private record Reading(Instant at, long nanos) {}

  StoreTime(DecisionStore store, TimeSource time) {
    this.store = store;
    this.time = time;
  }

  /** What the store has just said. */
  void note(Instant at) {
    last = new Reading(at, time.nanos());
  }

  Instant now() {
    var known = last;
    long nanos = time.nanos();
    if (known != null && nanos - known.nanos() < FRESH.toNanos()) {
      return known.at().plusNanos(nanos - known.nanos());
    }
    var asked = store.now();
    note(asked);
    return asked;
  }
}
