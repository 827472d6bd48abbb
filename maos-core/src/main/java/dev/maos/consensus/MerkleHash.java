package dev.maos.consensus;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A hash of a tree: that of a leaf, or of all below a node. Immutable.
 *
 * <p>As in RFC 6962, section 2.1, what is hashed begins with a 0 for a leaf and a 1 for a node, so
 * that one is never taken for the other.
 */
public final class MerkleHash {
  /** The hash of a tree without leaves. */
  public static final MerkleHash EMPTY = new MerkleHash(Digest.sha256());

  private static final int BYTES = 32;
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private final byte[] bytes;

  private MerkleHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash in these 64 hexadecimal digits. */
  public static MerkleHash of(String digits) {
    var bytes = HexFormat.of().parseHex(digits);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("digits: " + digits.length() + " instead of 64");
    }
    return new MerkleHash(bytes);
  }

  /** The hash of a leaf. */
  public static MerkleHash ofLeaf(byte[] leaf) {
    return new MerkleHash(Digest.sha256(LEAF, leaf));
  }

  /** The hash of the node above this and another. */
  MerkleHash with(MerkleHash right) {
    return new MerkleHash(Digest.sha256(NODE, bytes, right.bytes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MerkleHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Its 64 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
