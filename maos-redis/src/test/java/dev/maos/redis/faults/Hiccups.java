package dev.maos.redis.faults;

import dev.maos.base.TimeSource;
import dev.maos.testkit.history.HistoryLog;
import dev.maos.testkit.history.Step.Disturbed;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when a process did not get to run for so long that it may have lost its leases: the machine
 * had other work, or memory was being cleared. That is a disturbance from outside like any other,
 * and nobody announces it.
 */
final class Hiccups implements AutoCloseable {
  private static final long TICK_NANOS = 5_000_000;

  /** The part of a lease that is worth noting. */
  private static final int PART = 4;

  private final TimeSource time = TimeSource.system();
  private final HistoryLog log;
  private final ConsumerJob job;
  private final Thread thread;
  private volatile boolean over;

  private Hiccups(HistoryLog log, ConsumerJob job) {
    this.log = log;
    this.job = job;
    // Virtual, as what handles messages is: it waits for the same carriers.
    this.thread = Thread.ofVirtual().start(this::watch);
  }

  /** Watches the process of a job until it is closed. */
  static Hiccups watching(HistoryLog log, ConsumerJob job) {
    return new Hiccups(log, job);
  }

  private void watch() {
    long worth = job.leaseMillis() * 1_000L / PART;
    long last = time.micros();
    while (!over) {
      LockSupport.parkNanos(TICK_NANOS);
      long now = time.micros();
      if (now - last >= worth && !over) {
        log.append(new Disturbed(last, now, job.process()));
      }
      last = now;
    }
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
