package dev.maos.consensus;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of hashes over a growing list of leaves (RFC 6962, section 2.1). Whoever keeps one hash of
 * it can be shown that a leaf was there, and that a later tree has all that this one had.
 *
 * <p>It keeps the hash of every full subtree, two for each leaf, so a proof takes a few steps. Not
 * thread-safe.
 */
final class MerkleTree {
  /** By height: the hashes of the full subtrees of that height, from the left. */
  private final List<List<MerkleHash>> levels = new ArrayList<>();

  MerkleTree() {
    levels.add(new ArrayList<>());
  }

  long size() {
    return levels.getFirst().size();
  }

  void add(MerkleHash leaf) {
    var hash = leaf;
    for (int height = 0; ; height++) {
      if (height == levels.size()) {
        levels.add(new ArrayList<>());
      }
      var level = levels.get(height);
      level.add(hash);
      if (level.size() % 2 == 1) {
        return;
      }
      hash = level.get(level.size() - 2).with(hash);
    }
  }

  /** The hash over the first leaves. */
  MerkleHash root(long size) {
    return size == 0 ? MerkleHash.EMPTY : over(0, size);
  }

  /** The hash over the leaves from one on, up to another. */
  private MerkleHash over(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int height = Long.numberOfTrailingZeros(count);
      return levels.get(height).get((int) (from >> height));
    }
    long left = half(count);
    return over(from, from + left).with(over(from + left, to));
  }

  /** The greatest power of two below a number. */
  static long half(long count) {
    return Long.highestOneBit(count - 1);
  }

  /** What is needed to come from a leaf to the root over the first leaves (section 2.1.1). */
  List<MerkleHash> inclusion(long leaf, long size) {
    var path = new ArrayList<MerkleHash>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + half(to - from);
      if (leaf < middle) {
        path.addFirst(over(middle, to));
        to = middle;
      } else {
        path.addFirst(over(from, middle));
        from = middle;
      }
    }
    return path;
  }

  /** What shows that the first leaves of a smaller tree are those of a greater one (2.1.2). */
  List<MerkleHash> consistency(long smaller, long size) {
    var proof = new ArrayList<MerkleHash>();
    if (smaller == 0 || smaller == size) {
      return proof;
    }
    long from = 0;
    long to = size;
    // While all that is left of the smaller tree is in one half, the other half is in the proof.
    while (smaller != to) {
      long middle = from + half(to - from);
      if (smaller <= middle) {
        proof.addFirst(over(middle, to));
        to = middle;
      } else {
        proof.addFirst(over(from, middle));
        from = middle;
      }
    }
    if (from != 0) {
      proof.addFirst(over(from, to));
    }
    return proof;
  }
}
