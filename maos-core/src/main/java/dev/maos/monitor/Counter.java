package dev.maos.monitor;

import java.util.concurrent.atomic.LongAdder;

/**
 * A number that many threads add to and few read.
 *
 * <p>Adding does not make threads wait for one another. {@link #total()} may miss additions that
 * happen at the same moment, never earlier ones. Thread-safe.
 */
public final class Counter {
  private final LongAdder sum = new LongAdder();

  /** A counter at zero. */
  public Counter() {}

  /** Adds one. */
  public void increment() {
    sum.increment();
  }

  /** Adds {@code amount}, which may be negative; beyond the range of a {@code long} it wraps. */
  public void add(long amount) {
    sum.add(amount);
  }

  /** What was added so far. */
  public long total() {
    return sum.sum();
  }

  @Override
  public String toString() {
    return Long.toString(total());
  }
}
