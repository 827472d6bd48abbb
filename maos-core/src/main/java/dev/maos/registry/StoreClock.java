package dev.maos.registry;

import dev.maos.base.TimeSource;
import java.time.Duration;

/**
 * The store's time as this process reckons it: what the store said last, and what has passed since
 * by the steady clock here. So nobody's clock being set changes who lives.
 *
 * <p>When the store does not answer any more, time stands still after a while: a process that is
 * cut off knows nothing of the others, and must not take them for dead. Thread-safe.
 */
final class StoreClock {
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final TimeSource time;
  private volatile Reading reading;

  private record Reading(long storeMicros, long nanos, long trustedNanos) {}

  StoreClock(TimeSource time) {
    this.time = time;
    this.reading = new Reading(0, time.nanos(), 0);
  }

  /** The store has said what time it is; it will be asked again in so long. */
  void read(long storeMicros, Duration askedAgainIn) {
    reading = new Reading(storeMicros, time.nanos(), askedAgainIn.toNanos() + GRACE_NANOS);
  }

  /** What time it is for the store, by what is known now. */
  View.Moment now() {
    var last = reading;
    long nanos = time.nanos();
    long passed = Math.min(nanos - last.nanos(), last.trustedNanos());
    return new View.Moment(last.storeMicros() + passed / 1_000, nanos);
  }

  /** How long ago the store last said something. */
  Duration sinceRead() {
    return Duration.ofNanos(time.nanos() - reading.nanos());
  }
}
