package dev.maos.consensus;

import java.util.Arrays;
import java.util.BitSet;

/** Which option can be reached from which, along arrows that are added. Not thread-safe. */
final class Reach {
  private final BitSet[] reached;

  Reach(int size) {
    this(new BitSet[size]);
    Arrays.setAll(reached, _ -> new BitSet(size));
  }

  private Reach(BitSet[] reached) {
    this.reached = reached;
  }

  Reach copy() {
    return new Reach(Arrays.stream(reached).map(it -> (BitSet) it.clone()).toArray(BitSet[]::new));
  }

  boolean has(int from, int to) {
    return reached[from].get(to);
  }

  /** How many can be reached from here. */
  int from(int option) {
    return reached[option].cardinality();
  }

  void add(int from, int to) {
    if (has(from, to)) {
      return;
    }
    var further = (BitSet) reached[to].clone();
    further.set(to);
    for (int i = 0; i < reached.length; i++) {
      if (i == from || has(i, from)) {
        reached[i].or(further);
      }
    }
  }
}
