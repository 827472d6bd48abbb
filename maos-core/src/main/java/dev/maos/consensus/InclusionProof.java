package dev.maos.consensus;

import java.util.List;

/**
 * What shows that a vote ended as it is said to have. Immutable.
 *
 * @param index the place of its end among all, from 0 on
 * @param tree the tree that has it
 * @param path the hashes beside the way from its end to the root
 */
public record InclusionProof(long index, TreeHead tree, List<MerkleHash> path) {
  /** Copies the path. */
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it shows that a vote ended in this way. */
  public boolean shows(VoteResult result) {
    return tree.includes(index, MerkleHash.ofLeaf(Canonical.end(result)), path);
  }
}
