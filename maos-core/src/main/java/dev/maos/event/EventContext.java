package dev.maos.event;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.base.Tracer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What the parts of one dispatcher share.
 *
 * @param idle raised when something has come to rest
 */
record EventContext(
    EventStore store,
    EventGuard guard,
    EventOptions options,
    TimeSource time,
    Tracer tracer,
    RandomGenerator random,
    EventIndex index,
    EventCounters counters,
    Announcements announcements,
    Signal idle) {

  /** When patience ends, by the steady clock; patience without end ends in some centuries. */
  long deadlineIn(Duration patience) {
    return time.nanos() + Math.min(TimeUnit.NANOSECONDS.convert(patience), Long.MAX_VALUE / 4);
  }

  Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
  }
}
