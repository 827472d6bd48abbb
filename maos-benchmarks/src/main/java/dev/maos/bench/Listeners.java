package dev.maos.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Those who listen: each must hear its events once and in order. Events are numbered from 0 on.
 * Either each listener hears all of them, or they take turns. Different listeners may hear at the
 * same time.
 */
public final class Listeners {
  // The counters of two listeners share no cache line.
  private static final int STRIDE = 8;
  private static final int WINDOW = 1 << 20;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long LOOK_AGAIN_NANOS = 50_000;

  private final int count;
  private final int every;
  private final AtomicLongArray next;
  private final AtomicReference<String> violation = new AtomicReference<>("");
  private final long[] meant = new long[WINDOW];
  private final Recorder latencies = new Recorder(3);
  private volatile boolean timing;

  /**
   * Listeners who have heard nothing yet.
   *
   * @param every 1 if each hears all events, their count if they take turns
   */
  Listeners(int count, int every) {
    this.count = count;
    this.every = every;
    this.next = new AtomicLongArray(Math.max(1, count) * STRIDE);
    for (int i = 0; i < count && every > 1; i++) {
      next.set(i * STRIDE, i);
    }
  }

  /** A listener, from 0 on, hears the event of this number. */
  public void hear(int listener, long number) {
    int at = listener * STRIDE;
    long due = next.getPlain(at);
    if (number != due) {
      violation.compareAndSet("", "listener %d heard %d, not %d".formatted(listener, number, due));
      return;
    }
    if (timing) {
      latencies.recordValue(Math.max(0, System.nanoTime() - meant[(int) number & (WINDOW - 1)]));
    }
    next.setRelease(at, number + every);
  }

  /** The event of this number was meant to be told at that time. */
  void means(long number, long nanos) {
    meant[(int) number & (WINDOW - 1)] = nanos;
  }

  void startTiming() {
    latencies.reset();
    timing = true;
  }

  Histogram stopTiming() {
    timing = false;
    return latencies.getIntervalHistogram();
  }

  /** Waits until all have heard what they should have, of so many events. */
  void await(long told) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (int i = 0; i < count; i++) {
      while (next.getAcquire(i * STRIDE) < dueAfter(told, i)) {
        checkOrder();
        if (System.nanoTime() > end) {
          throw new BenchFailedException("of %d events some were not heard".formatted(told));
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
    checkOrder();
  }

  private long dueAfter(long told, int listener) {
    if (every == 1) {
      return told;
    }
    long turns = (told - listener + every - 1) / every;
    return listener + turns * every;
  }

  private void checkOrder() {
    if (!violation.get().isEmpty()) {
      throw new BenchFailedException(violation.get());
    }
  }
}
