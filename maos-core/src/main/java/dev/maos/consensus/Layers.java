package dev.maos.consensus;

import java.util.ArrayList;
import java.util.List;

/** Sorts options by a relation that says who is before whom, and leaves some equal. */
final class Layers {
  private Layers() {}

  /** Whether one option is before the other. */
  @FunctionalInterface
  interface Before {
    boolean test(int one, int other);
  }

  /**
   * The options that nobody is before, then those that only these are before, and so on.
   *
   * @param before a relation without circles
   */
  static List<List<Integer>> of(int size, Before before) {
    var above = new int[size];
    for (int one = 0; one < size; one++) {
      for (int other = 0; other < size; other++) {
        above[other] += before.test(one, other) ? 1 : 0;
      }
    }
    var layers = new ArrayList<List<Integer>>();
    var layer = free(above, size);
    while (!layer.isEmpty()) {
      layers.add(layer);
      var next = new ArrayList<Integer>();
      for (int one : layer) {
        for (int other = 0; other < size; other++) {
          if (before.test(one, other) && --above[other] == 0) {
            next.add(other);
          }
        }
      }
      next.sort(null);
      layer = next;
    }
    return layers;
  }

  private static List<Integer> free(int[] above, int size) {
    var free = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) {
      if (above[i] == 0) {
        free.add(i);
      }
    }
    return free;
  }
}
