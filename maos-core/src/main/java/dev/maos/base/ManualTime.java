package dev.maos.base;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A time that stands still until it is moved by hand, for tests.
 *
 * <p>{@link #advance} runs the alarms that become due on the calling thread, in the order of their
 * due times and, for equal times, in the order in which they were set; while an alarm runs, time
 * stands at the moment it was due. Alarms set by alarms take part. No lock is held while an alarm
 * runs, so it may call everything here.
 *
 * <p>Thread-safe; but time should be moved by one thread, since two would run alarms side by side.
 */
public final class ManualTime implements TimeSource {
  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<PendingAlarm> pending =
      new TreeSet<>(
          Comparator.comparingLong(PendingAlarm::due).thenComparingLong(PendingAlarm::order));
  private Instant origin;
  private long nanos;
  private long alarmsSet;
  private int sleepers;

  /** A time that starts at 2026-01-01T00:00:00Z. */
  public ManualTime() {
    this(DEFAULT_START);
  }

  /** A time that starts at this moment. */
  public ManualTime(Instant start) {
    this.origin = Objects.requireNonNull(start, "start");
  }

  @Override
  public Instant now() {
    lock.lock();
    try {
      return origin.plusNanos(nanos);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanos() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  /** {@inheritDoc} It runs inside a later {@link #advance}, also when the delay is zero. */
  @Override
  public Alarm schedule(Duration delay, Runnable task) {
    Objects.requireNonNull(task, "task");
    lock.lock();
    try {
      var alarm = new PendingAlarm(after(delay), alarmsSet++, task);
      pending.add(alarm);
      return () -> cancel(alarm);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long end = after(duration);
      if (nanos < end) {
        sleepUntil(end);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves time forward and runs what becomes due.
   *
   * <p>When an alarm throws, that exception comes out of here; time then stands at the alarm's due
   * time, the alarm is used up, and the later ones still wait.
   *
   * @param duration how far; zero runs the alarms that are due already
   * @throws IllegalArgumentException when the duration is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must not be negative: " + duration);
    }
    long end = endOf(duration);
    for (var alarm = moveToNext(end); alarm != null; alarm = moveToNext(end)) {
      alarm.task().run();
    }
  }

  /** Sets the time of day back, as when a clock is corrected; measured time and alarms go on. */
  public void stepBack(Duration duration) {
    lock.lock();
    try {
      origin = origin.minus(duration);
    } finally {
      lock.unlock();
    }
  }

  /** How many threads are in {@link #sleep} now. */
  public int sleepers() {
    lock.lock();
    try {
      return sleepers;
    } finally {
      lock.unlock();
    }
  }

  /** How many alarms wait for their time. */
  public int alarms() {
    lock.lock();
    try {
      return pending.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until at least so many threads are in {@link #sleep}.
   *
   * @param patience how long to wait, in real time
   * @return whether they came within the patience
   */
  public boolean awaitSleepers(int atLeast, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(patience);
      while (sleepers < atLeast && left > 0) {
        left = changed.awaitNanos(left);
      }
      return sleepers >= atLeast;
    } finally {
      lock.unlock();
    }
  }

  private void sleepUntil(long end) throws InterruptedException {
    sleepers++;
    changed.signalAll();
    try {
      while (nanos < end) {
        changed.await();
      }
    } finally {
      sleepers--;
    }
  }

  private void cancel(PendingAlarm alarm) {
    lock.lock();
    try {
      pending.remove(alarm);
    } finally {
      lock.unlock();
    }
  }

  private long endOf(Duration duration) {
    lock.lock();
    try {
      return after(duration);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable PendingAlarm moveToNext(long end) {
    lock.lock();
    try {
      var next = pending.isEmpty() || pending.first().due() > end ? null : pending.pollFirst();
      // An alarm may have moved time itself, so the moment to go to can already be in the past.
      nanos = Math.max(nanos, next == null ? end : next.due());
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private long after(Duration delay) {
    long length = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
    return length > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + length;
  }

  private record PendingAlarm(long due, long order, Runnable task) {}
}
