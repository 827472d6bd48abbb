package dev.maos.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where jobs wait for the thread that writes: bounded, so that who is too quick for the disk waits
 * too. Thread-safe.
 */
final class Inlet {
  private static final int MOST_JOBS = 1_024;
  private static final int MOST_ROWS = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Job<?>> jobs = new ArrayDeque<>();
  private boolean closed;

  /** Puts a job in, behind the others. */
  void put(Job<?> job) {
    lock.lock();
    try {
      while (!closed && jobs.size() >= MOST_JOBS) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        throw Faults.closed();
      }
      jobs.add(job);
      if (jobs.size() == 1) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for jobs and takes as many as go into one transaction; none when it is closed and
   * everything was taken.
   */
  List<Job<?>> take() {
    lock.lock();
    try {
      while (jobs.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what is there, or comes within so many nanoseconds. */
  List<Job<?>> poll(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (jobs.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return drain();
    } catch (InterruptedException e) {
      // Nobody else knows the thread that writes; it ends by being closed.
      return drain();
    } finally {
      lock.unlock();
    }
  }

  private List<Job<?>> drain() {
    var some = new ArrayList<Job<?>>();
    int rows = 0;
    while (!jobs.isEmpty() && rows < MOST_ROWS) {
      var job = jobs.remove();
      rows += job.weight();
      some.add(job);
    }
    room.signalAll();
    return some;
  }

  /** Takes no more; what is in it is still to be done. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
