package dev.maos.security.envelope;

import dev.maos.security.crypto.Ed25519;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One signature over many envelopes: over the root of a tree of their hashes, and how many they
 * are.
 *
 * <pre>
 *   signature 64 | how many u32 | which u32 | the hashes beside the way to the root, 32 each
 * </pre>
 */
final class TreeSignature {
  /** How many envelopes one signature is for, at most. */
  static final int MAX_LEAVES = 65_536;

  private static final byte[] CONTEXT = "MAOS-tree-sig\0".getBytes(StandardCharsets.US_ASCII);

  private TreeSignature() {}

  /** The envelopes with their signatures, in the same order. */
  static List<byte[]> signed(List<byte[]> unsigned, AgentKey signer) {
    int count = unsigned.size();
    if (count < 1 || count > MAX_LEAVES) {
      throw new IllegalArgumentException("%d envelopes, not 1 to %d".formatted(count, MAX_LEAVES));
    }
    var tree = new MerkleTree(unsigned.stream().map(SealedEnvelope::toBeSigned).toList());
    var signature = signer.sign(toBeSigned(count, tree.root()));
    var signed = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      var proof = new ByteWriter().raw(signature).i32(count).i32(i);
      tree.path(i).forEach(proof::raw);
      signed.add(new ByteWriter().raw(unsigned.get(i)).field(proof.bytes()).bytes());
    }
    return signed;
  }

  static boolean verify(PublicKeyInfo sender, byte[] entry, byte[] proof) {
    try {
      var in = new ByteReader(proof);
      var signature = in.raw(Ed25519.SIGNATURE_SIZE);
      int count = in.i32();
      int index = in.i32();
      if (count < 1 || count > MAX_LEAVES || index < 0 || index >= count) {
        return false;
      }
      var root = MerkleTree.rootOf(MerkleTree.leaf(entry), index, count, in);
      in.end();
      return Ed25519.verify(sender.raw(), toBeSigned(count, root), signature);
    } catch (MalformedException _) {
      return false;
    }
  }

  private static byte[] toBeSigned(int count, byte[] root) {
    return new ByteWriter().raw(CONTEXT).i32(count).raw(root).bytes();
  }
}
