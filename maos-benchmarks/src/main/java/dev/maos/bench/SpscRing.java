package dev.maos.bench;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring from one producing thread to one consuming thread, which sleeps while it is empty:
 * about the least that handing a reference to another thread can cost.
 *
 * <p>A slot is full when it holds something, so that the two threads share no counter. The consumer
 * pauses once, for less than a microsecond, and then sleeps: one that keeps looking takes the cache
 * lines away from the producer that writes them, and on a busy machine its core too.
 */
final class SpscRing<T> {
  private static final int PAUSE = 16;

  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;
  private int tail;
  private int head;
  private volatile @Nullable Thread sleeper;

  /** A ring of that capacity, a power of two. */
  SpscRing(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /** Puts it in, and waits for room if there is none. Called by the producing thread. */
  void put(T item) {
    int at = tail++ & mask;
    while (slots.getAcquire(at) != null) {
      Thread.onSpinWait();
    }
    slots.setRelease(at, item);
    // The consumer announces its sleep before it looks at the slot a last time; we look for it only
    // after the slot is full. So one of the two sees the other.
    VarHandle.fullFence();
    var waiting = sleeper;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /** Takes one, or returns empty when interrupted. Called by the consuming thread. */
  Optional<T> take() {
    int at = head & mask;
    var item = slots.getAcquire(at);
    if (item == null) {
      item = pause(at);
    }
    while (item == null) {
      if (Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      item = sleep(at);
    }
    slots.setRelease(at, null);
    head++;
    return Optional.of(item);
  }

  private @Nullable T pause(int at) {
    for (int i = 0; i < PAUSE; i++) {
      Thread.onSpinWait();
    }
    return slots.getAcquire(at);
  }

  private @Nullable T sleep(int at) {
    sleeper = Thread.currentThread();
    VarHandle.fullFence();
    var item = slots.getAcquire(at);
    if (item == null) {
      LockSupport.park(this);
      item = slots.getAcquire(at);
    }
    sleeper = null;
    return item;
  }
}
