package dev.maos.testkit.redis;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The mode of a proxy, and where its connections wait for another one. Thread-safe. */
final class ModeSwitch {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ProxyMode mode = new ProxyMode.Pass();

  void set(ProxyMode next) {
    lock.lock();
    try {
      mode = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Passes again, unless somebody chose another mode meanwhile. */
  void passAfter(ProxyMode done) {
    lock.lock();
    try {
      if (mode.equals(done)) {
        set(new ProxyMode.Pass());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The mode, as soon as it does not hold bytes in this direction. */
  ProxyMode modeFor(boolean answer) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (mode.holds(answer)) {
        changed.await();
      }
      return mode;
    } finally {
      lock.unlock();
    }
  }
}
