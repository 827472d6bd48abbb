package dev.maos.resilience;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.Objects;

/**
 * How work goes on that failed and that nobody waits for: after a pause, a longer one with each
 * failure in a row, and the shortest again after {@link #over}.
 *
 * <p>A {@link Retrier} is for a call that somebody makes and that ends; this is for loops that live
 * as long as their owner. However often a task is asked for during a pause, it is done once at its
 * end: so what fails again and again is not tried more and more often. The pauses are those of a
 * {@link Backoff} without chance, doubled each time. Thread-safe; the owner stops by not asking any
 * more, and a task may come once after that.
 */
public final class Setback {
  private final Backoff backoff;
  private final Duration longest;
  private final TimeSource time;
  private int failures;
  private boolean isSet;

  /**
   * Pauses that double.
   *
   * @param first the pause after the first failure
   * @param longest no pause is longer; at least the first
   */
  public Setback(Duration first, Duration longest, TimeSource time) {
    Check.notAbove(longest, first);
    this.backoff = new Backoff.Exponential(first, 2);
    this.longest = longest;
    this.time = Objects.requireNonNull(time, "time");
  }

  /** Always the same pause. */
  public static Setback every(Duration pause, TimeSource time) {
    return new Setback(pause, pause, time);
  }

  /** It failed: the task is done after the next pause, unless one is going to be done already. */
  public void again(Runnable task) {
    Duration pause;
    synchronized (this) {
      if (isSet) {
        return;
      }
      isSet = true;
      pause = next();
    }
    time.schedule(
        pause,
        () -> {
          due();
          task.run();
        });
  }

  private synchronized void due() {
    isSet = false;
  }

  /**
   * It failed: waits for the next pause on this thread.
   *
   * @throws InterruptedException when the thread is interrupted before or during the pause
   */
  public void pause() throws InterruptedException {
    Duration pause;
    synchronized (this) {
      pause = next();
    }
    time.sleep(pause);
  }

  /** It worked: the next failure is the first again. */
  public synchronized void over() {
    failures = 0;
  }

  private Duration next() {
    // Beyond this the pause is the longest one whatever the number is.
    failures = Math.min(failures + 1, 64);
    var pause = backoff.delay(failures, Setback::noChance);
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  private static long noChance() {
    throw new IllegalStateException("pauses are without chance");
  }
}
