package dev.maos.bench;

import java.util.Arrays;
import java.util.List;

/** How long each of many jobs waited, in milliseconds. Immutable. */
final class Waits {
  private final double[] sorted;

  private Waits(double[] inAnyOrder) {
    sorted = inAnyOrder.clone();
    Arrays.sort(sorted);
  }

  /** Those of one run, without the first tenth, in which nobody knows anything yet. */
  static Waits settled(double[] inOrderOfArrival) {
    int all = inOrderOfArrival.length;
    return new Waits(Arrays.copyOfRange(inOrderOfArrival, all / 10, all));
  }

  /** Those of several runs. */
  static Waits together(List<Waits> runs) {
    return new Waits(runs.stream().flatMapToDouble(run -> Arrays.stream(run.sorted)).toArray());
  }

  double percentile(int share) {
    return sorted[(int) (sorted.length * (share / 100.0))];
  }
}
