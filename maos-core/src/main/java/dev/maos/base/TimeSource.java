package dev.maos.base;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock, the alarm clock and the way to sleep.
 *
 * <p>Everything that needs time takes one of these, so that tests can move time by hand with {@link
 * ManualTime}. Implementations are thread-safe.
 */
public interface TimeSource {
  /** The time of day. It may jump when the clock is set. */
  Instant now();

  /** The time of day in microseconds since 1970-01-01T00:00:00Z. */
  default long micros() {
    var now = now();
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
  }

  /** Nanoseconds since some fixed moment, never going back; for measuring how long things take. */
  long nanos();

  /**
   * Runs a task once, when the delay has passed.
   *
   * @param delay zero or a negative delay is due at once
   * @return a way to call it off
   */
  Alarm schedule(Duration delay, Runnable task);

  /**
   * Waits until the duration has passed; returns at once when it is zero or negative.
   *
   * @throws InterruptedException when the thread is interrupted before or during the wait
   */
  void sleep(Duration duration) throws InterruptedException;

  /** The time of the machine. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }

  /** A task that waits for its time. */
  interface Alarm {
    /** Calls the task off unless it has started; otherwise does nothing. */
    void cancel();
  }
}
