package dev.maos.registry;

import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The selections, as functions of the candidates, a turn and chance: they keep nothing and know
 * nothing of stores, time or threads.
 */
final class Choice {
  /** Nobody. */
  static final int NOBODY = -1;

  private Choice() {}

  /**
   * The slot of the one who is picked, or {@link #NOBODY}.
   *
   * @param turn how many were picked before by turns
   */
  static int of(Selection how, Candidates among, long turn, RandomGenerator random) {
    if (among.slots().isEmpty()) {
      return NOBODY;
    }
    return switch (how) {
      case Selection.RoundRobin() ->
          among.slots().ranked((int) Long.remainderUnsigned(turn, among.slots().size()));
      case Selection.LeastLoaded() -> leastLoaded(among, random);
      case Selection.WeightedRandom() -> weighted(among, random);
      case Selection.PowerOfTwo() -> betterOfTwo(among, random);
      case Selection.ConsistentHash(var key) -> hashed(among, hash(key));
      case Selection.Fastest() -> fastest(among, random);
      case Selection.Sticky(var first, _) -> of(first, among, turn, random);
    };
  }

  // Begins somewhere at random, so that many choosers with one view do not all find the same first.
  private static int leastLoaded(Candidates among, RandomGenerator random) {
    int start = anyOf(among.slots(), random);
    int words = among.slots().words();
    int first = start / Long.SIZE;
    long behind = -1L << start;
    int best = leastLoaded(among, first, among.slots().word(first) & behind, NOBODY);
    for (int i = 1; i < words; i++) {
      int at = (first + i) % words;
      best = leastLoaded(among, at, among.slots().word(at), best);
    }
    return leastLoaded(among, first, among.slots().word(first) & ~behind, best);
  }

  /** The best of those of a word and the best so far. */
  private static int leastLoaded(Candidates among, int at, long some, int bestBefore) {
    int best = bestBefore;
    double least = best == NOBODY ? Double.POSITIVE_INFINITY : among.wait(best);
    for (long word = some; word != 0; word &= word - 1) {
      int slot = at * Long.SIZE + Long.numberOfTrailingZeros(word);
      double wait = among.wait(slot);
      if (wait < least || (wait == least && isQuicker(among, slot, best))) {
        best = slot;
        least = wait;
      }
    }
    return best;
  }

  private static boolean isQuicker(Candidates among, int one, int other) {
    return other == NOBODY || among.service(one) < among.service(other);
  }

  private static int betterOfTwo(Candidates among, RandomGenerator random) {
    var idle = among.slots().where(slot -> among.jobs(slot) <= 0);
    var pool = idle.isEmpty() ? among.slots() : idle;
    int size = pool.size();
    int first = pool.ranked(random.nextInt(size));
    if (size == 1) {
      return first;
    }
    int second = pool.without(first).ranked(random.nextInt(size - 1));
    return isBetter(among, second, first) ? second : first;
  }

  private static boolean isBetter(Candidates among, int one, int other) {
    double wait = among.wait(one);
    double otherWait = among.wait(other);
    return wait < otherWait || (wait == otherWait && among.service(one) < among.service(other));
  }

  private static int weighted(Candidates among, RandomGenerator random) {
    int chosen = weighted(among, among::room, random);
    // Nobody has room: those who are larger get more.
    return chosen == NOBODY ? weighted(among, among::capacity, random) : chosen;
  }

  private static int weighted(
      Candidates among, IntToDoubleFunction weight, RandomGenerator random) {
    var slots = among.slots();
    double total = 0;
    for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
      total += weight.applyAsDouble(slot);
    }
    double left = random.nextDouble() * total;
    int chosen = NOBODY;
    for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
      double its = weight.applyAsDouble(slot);
      if (its > 0) {
        chosen = slot;
        left -= its;
        if (left < 0) {
          return chosen;
        }
      }
    }
    // Adding up and subtracting round differently, so the last one takes what is left.
    return chosen;
  }

  // Each key has its own order of all agents (rendezvous hashing): who leaves gives its keys to
  // the next in their orders, and nobody else's keys move.
  private static int hashed(Candidates among, long key) {
    var slots = among.slots();
    int best = NOBODY;
    long highest = 0;
    for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
      long score = mixed(among.mark(slot) ^ key);
      if (best == NOBODY || Long.compareUnsigned(score, highest) > 0) {
        best = slot;
        highest = score;
      }
    }
    return best;
  }

  private static int fastest(Candidates among, RandomGenerator random) {
    var slots = among.slots();
    int best = NOBODY;
    double shortest = Double.POSITIVE_INFINITY;
    for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
      double its = among.roundTrip(slot);
      if (its > 0 && its < shortest) {
        best = slot;
        shortest = its;
      }
    }
    return best == NOBODY ? anyOf(slots, random) : best;
  }

  private static int anyOf(SlotSet slots, RandomGenerator random) {
    return slots.ranked(random.nextInt(slots.size()));
  }

  /** A hash that is the same in every JVM, so that all processes agree. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed(hash);
  }

  // The finalizer of MurmurHash3: each bit of the input changes half of those of the output.
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
