package dev.maos.bench;

import java.util.BitSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which of the numbers from 0 on have arrived, and how many of them more than once. Takes memory
 * for what is missing, not for what is there. Thread-safe.
 */
final class Arrivals {
  private static final int PART = 1 << 14;

  private final ConcurrentMap<Long, Part> parts = new ConcurrentHashMap<>();
  private final LongAdder distinct = new LongAdder();
  private final LongAdder doubled = new LongAdder();

  /** Notes a number; whether it is the first time. */
  boolean add(long number) {
    boolean isNew =
        parts.computeIfAbsent(number / PART, _ -> new Part()).add((int) (number % PART));
    (isNew ? distinct : doubled).increment();
    return isNew;
  }

  /** How many different ones have arrived. */
  long distinct() {
    return distinct.sum();
  }

  /** How often one arrived that had arrived before. */
  long doubled() {
    return doubled.sum();
  }

  /** A stretch of numbers, which forgets them when all are there. */
  private static final class Part {
    private BitSet seen = new BitSet(PART);
    private int missing = PART;

    synchronized boolean add(int at) {
      if (missing == 0 || seen.get(at)) {
        return false;
      }
      seen.set(at);
      missing--;
      if (missing == 0) {
        seen = new BitSet(0);
      }
      return true;
    }
  }
}
