package dev.maos.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a handler, in the order in which it came, bounded. It holds no memory while it is
 * empty for long. Thread-safe.
 */
final class Mailbox<T> {
  private static final int FIRST_SIZE = 16;
  private static final int KEPT_SIZE = 256;
  private static final @Nullable Object[] NOTHING = {};

  private final int capacity;
  private @Nullable Object[] ring = NOTHING;
  private int head;
  private int size;
  private boolean closed;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** Puts it in; false if there is no room. When it is closed it is swallowed. */
  synchronized boolean offer(T item) {
    if (size == capacity) {
      return false;
    }
    append(item);
    return true;
  }

  /** Puts it in, in place of the oldest if there is no room; false if the oldest had to go. */
  synchronized boolean push(T item) {
    boolean isFull = size == capacity;
    if (isFull) {
      ring[head] = null;
      head = (head + 1) & (ring.length - 1);
      size--;
    }
    append(item);
    return !isFull;
  }

  /** Moves the oldest into an array that is empty; returns how many. */
  synchronized int drainTo(@Nullable T[] into) {
    int count = Math.min(size, into.length);
    int straight = Math.min(count, ring.length - head);
    System.arraycopy(ring, head, into, 0, straight);
    System.arraycopy(ring, 0, into, straight, count - straight);
    Arrays.fill(ring, head, head + straight, null);
    Arrays.fill(ring, 0, count - straight, null);
    size -= count;
    head = size == 0 ? 0 : (head + count) & (ring.length - 1);
    if (size == 0 && ring.length > KEPT_SIZE) {
      ring = NOTHING;
    }
    return count;
  }

  synchronized int size() {
    return size;
  }

  boolean hasRoom() {
    return size() < capacity;
  }

  /** Empties it for good; returns how many were in it. */
  synchronized int close() {
    int left = size;
    closed = true;
    ring = NOTHING;
    head = 0;
    size = 0;
    return left;
  }

  private void append(T item) {
    if (closed) {
      return;
    }
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = item;
    size++;
  }

  private void grow() {
    var larger = new Object[Math.max(FIRST_SIZE, 2 * ring.length)];
    System.arraycopy(ring, head, larger, 0, ring.length - head);
    System.arraycopy(ring, 0, larger, ring.length - head, head);
    ring = larger;
    head = 0;
  }
}
