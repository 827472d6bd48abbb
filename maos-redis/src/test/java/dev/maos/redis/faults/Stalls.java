package dev.maos.redis.faults;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The longest time for which this process did not get to run: what a busy machine adds to every
 * wait.
 */
final class Stalls implements AutoCloseable {
  private static final long TICK_NANOS = 5_000_000;

  private final TimeSource time = TimeSource.system();
  // Virtual, as what tells the watchers is: it waits for the same carriers.
  private final Thread thread = Thread.ofVirtual().unstarted(this::watch);
  private volatile long longest;
  private volatile boolean over;

  private Stalls() {}

  /** Watches this process until it is closed. */
  static Stalls watching() {
    var stalls = new Stalls();
    stalls.thread.start();
    return stalls;
  }

  private void watch() {
    long last = time.nanos();
    while (!over) {
      LockSupport.parkNanos(TICK_NANOS);
      long now = time.nanos();
      longest = Math.max(longest, now - last - TICK_NANOS);
      last = now;
    }
  }

  Duration longest() {
    return Duration.ofNanos(longest);
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
