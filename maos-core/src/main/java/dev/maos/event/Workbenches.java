package dev.maos.event;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few things that are dear to make and used for a moment at a time, by any thread. Whoever finds
 * none makes a new one; one that finds its place taken is left to the collector. Thread-safe.
 */
final class Workbenches<T> {
  private static final int PLACES = 4;

  /** Neighbours lie on different lines of the processor's cache. */
  private static final int DISTANCE = 32;

  private final AtomicReferenceArray<@Nullable T> places =
      new AtomicReferenceArray<>(PLACES * DISTANCE);
  private final Supplier<T> maker;

  Workbenches(Supplier<T> maker) {
    this.maker = maker;
  }

  T take() {
    var found = places.getAndSet(place(), null);
    return found == null ? maker.get() : found;
  }

  void giveBack(T used) {
    places.setRelease(place(), used);
  }

  private static int place() {
    return ((int) Thread.currentThread().threadId() & (PLACES - 1)) * DISTANCE + DISTANCE / 2;
  }
}
