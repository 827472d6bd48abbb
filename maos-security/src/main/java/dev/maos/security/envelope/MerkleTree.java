package dev.maos.security.envelope;

import dev.maos.security.crypto.Digests;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree of hashes over a list, of the shape of RFC 9162: from one leaf and a few hashes beside its
 * way anybody can compute the root, and so see that the leaf is in the list.
 *
 * <p>Leaves and inner nodes are hashed differently, so neither can be passed off as the other.
 */
final class MerkleTree {
  static final int HASH_SIZE = 32;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private final List<byte[]> leaves;

  MerkleTree(List<byte[]> entries) {
    this.leaves = entries.stream().map(MerkleTree::leaf).toList();
  }

  static byte[] leaf(byte[] entry) {
    return Digests.sha256(LEAF, entry);
  }

  private static byte[] node(byte[] left, byte[] right) {
    return Digests.sha256(NODE, left, right);
  }

  byte[] root() {
    return root(0, leaves.size());
  }

  private byte[] root(int from, int to) {
    if (to - from == 1) {
      return leaves.get(from);
    }
    int middle = from + split(to - from);
    return node(root(from, middle), root(middle, to));
  }

  /** The hashes beside the way from a leaf to the root, the leaf's neighbour first. */
  List<byte[]> path(int index) {
    var path = new ArrayList<byte[]>();
    addPath(index, 0, leaves.size(), path);
    return path;
  }

  private void addPath(int index, int from, int to, List<byte[]> path) {
    if (to - from == 1) {
      return;
    }
    int middle = from + split(to - from);
    if (index < middle) {
      addPath(index, from, middle, path);
      path.add(root(middle, to));
    } else {
      addPath(index, middle, to, path);
      path.add(root(from, middle));
    }
  }

  /** The largest power of two below the size. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  /** The root that follows from a leaf at its place and the hashes that {@code path} has left. */
  static byte[] rootOf(byte[] leaf, int index, int size, ByteReader path)
      throws MalformedException {
    if (size == 1) {
      return leaf;
    }
    int middle = split(size);
    if (index < middle) {
      var left = rootOf(leaf, index, middle, path);
      return node(left, path.raw(HASH_SIZE));
    }
    var right = rootOf(leaf, index - middle, size - middle, path);
    return node(path.raw(HASH_SIZE), right);
  }
}
