package dev.maos.bench;

import java.util.Arrays;

/** How long each of many jobs waited, in milliseconds. Immutable. */
final class Waits {
  private final double[] sorted;

  /** Without the first tenth, in which nobody knows anything yet. */
  Waits(double[] inOrderOfArrival) {
    int all = inOrderOfArrival.length;
    sorted = Arrays.copyOfRange(inOrderOfArrival, all / 10, all);
    Arrays.sort(sorted);
  }

  double percentile(int share) {
    return sorted[(int) (sorted.length * (share / 100.0))];
  }
}
