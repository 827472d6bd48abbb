package dev.maos.security.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.MaosException;
import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.Enveloping.Letter;
import dev.maos.security.keys.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One signature over many envelopes holds for each, and for no other. */
class TreeSignatureTest {
  private final Pair pair = new Pair();

  @Test
  void everyEnvelopeOfAWindowCanBeCheckedAlone() {
    for (int count : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 33}) {
      var envelopes = sealed(count);

      assertThat(envelopes).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(pair.opened(envelopes.get(i))).containsExactly(i);
      }
    }
  }

  @Test
  void noBitOfSuchAnEnvelopeCanBeChanged() {
    var bytes = sealed(5).get(3);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> pair.opened(changed))
          .as("bit " + bit)
          .isInstanceOf(MaosException.class);
    }
  }

  @Test
  void anEnvelopeThatWasNotInTheWindowFindsNoWay() {
    var window = sealed(4);
    var outsider = SealedEnvelope.read(sealed(1).getFirst(), Pair.MAX_SIZE);
    for (var member : window) {
      var proof = SealedEnvelope.read(member, Pair.MAX_SIZE).signature();

      assertThat(TreeSignature.verify(Pair.signer().info(), outsider.toBeSigned(), proof))
          .isFalse();
    }
  }

  @Test
  void anInnerNodeIsNoLeaf() {
    var entries = IntStream.range(0, 4).mapToObj(i -> new byte[] {(byte) i}).toList();
    var tree = new MerkleTree(entries);
    var left = MerkleTree.leaf(entries.get(0));
    var right = MerkleTree.leaf(entries.get(1));
    var both = java.util.Arrays.copyOf(left, 64);
    System.arraycopy(right, 0, both, 32, 32);

    assertThat(MerkleTree.leaf(both)).isNotEqualTo(new MerkleTree(entries.subList(0, 2)).root());
    assertThat(tree.path(0)).hasSize(2);
  }

  @Test
  void theTreeHasTheShapeOfTheRfc() {
    // The first entries of the test tree that implementations of Certificate Transparency share.
    var entries = List.of("", "00", "10").stream().map(HexFormat.of()::parseHex).toList();

    assertThat(HexFormat.of().formatHex(new MerkleTree(entries.subList(0, 1)).root()))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(HexFormat.of().formatHex(new MerkleTree(entries.subList(0, 2)).root()))
        .isEqualTo("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    assertThat(HexFormat.of().formatHex(new MerkleTree(entries).root()))
        .isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
  }

  @Test
  void aSignatureOverATreeIsNoneOverAnEnvelope() {
    var envelope = SealedEnvelope.read(sealed(1).getFirst(), Pair.MAX_SIZE);
    var root = MerkleTree.leaf(envelope.toBeSigned());

    assertThat(root).isNotEqualTo(Digests.sha256("x".getBytes(StandardCharsets.US_ASCII)));
    assertThatThrownBy(
            () -> pair.enveloping.verify(envelope, Pair.WORKER.key(KeyPurpose.SIGN).info()))
        .isInstanceOf(SecurityRejectedException.class);
  }

  private List<byte[]> sealed(int count) {
    var to = Pair.opener(CipherSuite.HPKE_X25519).info();
    var letters = new ArrayList<Letter>();
    for (int i = 0; i < count; i++) {
      letters.add(new Letter(Pair.header(Pair.PLANNER, to.id()), new byte[] {(byte) i}, to));
    }
    return pair.enveloping.sealAll(CipherSuite.HPKE_X25519, letters, Pair.signer());
  }
}
