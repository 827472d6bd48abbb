package dev.maos.bench;

import java.util.SplittableRandom;

/**
 * Which stream the next message belongs to: all in turn, or mixed by a seed. Used by one thread.
 */
final class Streams {
  // A power of two, long enough that a pattern in it does not matter.
  private static final int MIXED = 4_096;

  private final int[] order;
  private int at;

  private Streams(int[] order) {
    this.order = order;
  }

  static Streams inTurn(int count) {
    var order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return new Streams(order);
  }

  static Streams mixed(int count, long seed) {
    return new Streams(new SplittableRandom(seed).ints(MIXED, 0, count).toArray());
  }

  int next() {
    int stream = order[at];
    at = at + 1 == order.length ? 0 : at + 1;
    return stream;
  }
}
