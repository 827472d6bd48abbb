package dev.maos.base;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A bell for threads that wait until something has become true, with a patience measured by a
 * {@link TimeSource}: so a test that moves the time by hand moves the waiting too.
 *
 * <p>Whoever changes the state calls {@link #raise()} afterwards; that costs one volatile read
 * while nobody waits. Thread-safe.
 */
public final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private final AtomicInteger waiters = new AtomicInteger();

  /** Wakes every waiter to look at its condition again. */
  public void raise() {
    if (waiters.get() == 0) {
      return;
    }
    lock.lock();
    try {
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@code condition} holds, at most {@code patience} long, and returns whether it held
   * when the waiting ended. The condition is evaluated on the caller's thread and must be cheap,
   * free of side effects, and read only state that is safely published before {@link #raise()}.
   */
  public boolean await(BooleanSupplier condition, Duration patience, TimeSource time)
      throws InterruptedException {
    if (condition.getAsBoolean()) {
      return true;
    }
    if (patience.isZero() || patience.isNegative()) {
      return false;
    }
    var expired = new AtomicBoolean();
    waiters.incrementAndGet();
    var alarm =
        time.schedule(
            patience,
            () -> {
              expired.set(true);
              raise();
            });
    lock.lock();
    try {
      // Checked under the lock: a change before this line is seen, one after it finds us waiting.
      while (!condition.getAsBoolean()) {
        if (expired.get()) {
          return false;
        }
        raised.await();
      }
      return true;
    } finally {
      lock.unlock();
      alarm.cancel();
      waiters.decrementAndGet();
    }
  }
}
