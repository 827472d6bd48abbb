package dev.maos.consensus;

import java.util.List;

/**
 * All the votes that have ended in a store, in one hash. Immutable.
 *
 * @param size how many
 * @param root the hash over them (RFC 6962)
 */
public record TreeHead(long size, MerkleHash root) {
  /** Checks the size. */
  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("size: " + size);
    }
  }

  /**
   * Whether a leaf is in the tree.
   *
   * @param index its place, from 0 on
   * @param path the hashes beside the way from the leaf to the root
   */
  public boolean includes(long index, MerkleHash leaf, List<MerkleHash> path) {
    if (index < 0 || index >= size) {
      return false;
    }
    return root.equals(rootOf(index, leaf, path));
  }

  // Each hash of the path stands on the other side of ours. Where the tree ends on ours, there is
  // nothing beside it until the first level at which there is something on the left again.
  private MerkleHash rootOf(long index, MerkleHash leaf, List<MerkleHash> path) {
    long node = index;
    long last = size - 1;
    var hash = leaf;
    for (var beside : path) {
      if (last == 0) {
        return MerkleHash.EMPTY;
      }
      if (node % 2 == 1 || node == last) {
        hash = beside.with(hash);
        while (node % 2 == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = hash.with(beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? hash : MerkleHash.EMPTY;
  }

  /**
   * Whether a later tree has all that this one has, in the same order.
   *
   * @param proof as {@link AuditTrail#consistencyProof} gives it
   */
  public boolean isKeptBy(TreeHead later, List<MerkleHash> proof) {
    if (size > later.size) {
      return false;
    }
    if (size == 0 || size == later.size) {
      return proof.isEmpty() && (size == 0 || root.equals(later.root));
    }
    var hashes = proof;
    // A full tree is itself the first hash, which then need not be told.
    var first = root;
    if (Long.bitCount(size) != 1) {
      if (proof.isEmpty()) {
        return false;
      }
      first = proof.getFirst();
      hashes = proof.subList(1, proof.size());
    }
    return grows(later, first, hashes);
  }

  private boolean grows(TreeHead later, MerkleHash first, List<MerkleHash> hashes) {
    long node = size - 1;
    long last = later.size - 1;
    while (node % 2 == 1) {
      node >>= 1;
      last >>= 1;
    }
    var mine = first;
    var theirs = first;
    for (var beside : hashes) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        mine = beside.with(mine);
        theirs = beside.with(theirs);
        while (node % 2 == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        theirs = theirs.with(beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && mine.equals(root) && theirs.equals(later.root);
  }
}
