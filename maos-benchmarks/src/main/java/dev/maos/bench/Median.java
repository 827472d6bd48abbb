package dev.maos.bench;

/** The middle of sorted figures; of an even number of them, the mean of the two in the middle. */
final class Median {
  private Median() {}

  static double of(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
