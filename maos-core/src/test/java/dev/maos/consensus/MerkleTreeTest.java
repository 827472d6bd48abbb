package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * M1, M2: the tree of RFC 6962, against the vectors of Certificate Transparency and by the book.
 */
class MerkleTreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final int SIZE = 70;

  private static List<MerkleHash> leaves(int count) {
    var leaves = new ArrayList<MerkleHash>();
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleHash.ofLeaf(new byte[] {(byte) i}));
    }
    return leaves;
  }

  private static MerkleTree tree(List<MerkleHash> leaves) {
    var tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree;
  }

  /** The definition of RFC 6962, word by word. */
  private static MerkleHash byTheBook(List<MerkleHash> leaves) {
    if (leaves.size() < 2) {
      return leaves.isEmpty() ? MerkleHash.EMPTY : leaves.getFirst();
    }
    int left = 1;
    while (left * 2 < leaves.size()) {
      left *= 2;
    }
    return byTheBook(leaves.subList(0, left)).with(byTheBook(leaves.subList(left, leaves.size())));
  }

  private static TreeHead head(MerkleTree tree, long size) {
    return new TreeHead(size, tree.root(size));
  }

  @Test
  void theRootsAreThoseOfCertificateTransparency() {
    var tree = new MerkleTree();
    assertThat(tree.root(0)).hasToString(ROOTS.getFirst());
    for (int i = 0; i < LEAVES.size(); i++) {
      tree.add(MerkleHash.ofLeaf(HexFormat.of().parseHex(LEAVES.get(i))));

      assertThat(tree.root(i + 1)).hasToString(ROOTS.get(i + 1));
    }
    for (int size = 0; size < ROOTS.size(); size++) {
      assertThat(tree.root(size)).as("once it was " + size).hasToString(ROOTS.get(size));
    }
  }

  // The paths that RFC 6962 draws in section 2.1.3, for a tree of seven leaves.
  @Test
  void theProofsAreThoseThatTheStandardDraws() {
    var leaves = leaves(7);
    var tree = tree(leaves);
    var g = leaves.get(0).with(leaves.get(1));
    var h = leaves.get(2).with(leaves.get(3));
    var i = leaves.get(4).with(leaves.get(5));
    var j = leaves.get(6);
    var k = g.with(h);
    var l = i.with(j);

    assertThat(tree.inclusion(0, 7)).containsExactly(leaves.get(1), h, l);
    assertThat(tree.inclusion(3, 7)).containsExactly(leaves.get(2), g, l);
    assertThat(tree.inclusion(4, 7)).containsExactly(leaves.get(5), j, k);
    assertThat(tree.inclusion(6, 7)).containsExactly(i, k);
    assertThat(tree.consistency(3, 7)).containsExactly(leaves.get(2), leaves.get(3), g, l);
    assertThat(tree.consistency(4, 7)).containsExactly(l);
    assertThat(tree.consistency(6, 7)).containsExactly(i, j, k);
  }

  @Test
  void theTreeOfEverySizeIsThatOfTheDefinition() {
    var leaves = leaves(SIZE);
    var tree = tree(leaves);
    for (int size = 0; size <= SIZE; size++) {
      assertThat(tree.root(size)).isEqualTo(byTheBook(leaves.subList(0, size)));
    }
  }

  @Test
  void everyLeafIsShownToBeInEveryTreeThatHasItAndInNoOtherPlace() {
    var leaves = leaves(SIZE);
    var tree = tree(leaves);
    for (int size = 1; size <= SIZE; size++) {
      var head = head(tree, size);
      for (int leaf = 0; leaf < size; leaf++) {
        var path = tree.inclusion(leaf, size);
        assertThat(head.includes(leaf, leaves.get(leaf), path)).isTrue();
        assertThat(head.includes(leaf, leaves.get((leaf + 1) % SIZE), path)).isFalse();
        if (size > 1) {
          assertThat(head.includes((leaf + 1) % size, leaves.get(leaf), path)).isFalse();
          assertThat(head.includes(leaf, leaves.get(leaf), path.subList(1, path.size()))).isFalse();
        }
      }
      assertThat(head.includes(size, leaves.getFirst(), List.of())).isFalse();
    }
  }

  // M2.
  @Test
  void everyTreeIsShownToBeTheBeginningOfEveryLaterOne() {
    var tree = tree(leaves(SIZE));
    for (int smaller = 0; smaller <= SIZE; smaller++) {
      for (int size = smaller; size <= SIZE; size++) {
        var proof = tree.consistency(smaller, size);

        assertThat(head(tree, smaller).isKeptBy(head(tree, size), proof))
            .as(smaller + " in " + size)
            .isTrue();
      }
    }
  }

  @Test
  void aTreeInWhichALeafWasChangedIsNoContinuation() {
    var leaves = leaves(SIZE);
    var tree = tree(leaves);
    for (int changed = 0; changed < 20; changed++) {
      var others = new ArrayList<>(leaves);
      others.set(changed, MerkleHash.ofLeaf(new byte[] {1, 2, 3}));
      var other = tree(others);
      for (int smaller = changed + 1; smaller <= 20; smaller++) {
        var proof = other.consistency(smaller, SIZE);

        assertThat(head(tree, smaller).isKeptBy(head(other, SIZE), proof)).isFalse();
      }
    }
  }

  @Test
  void aProofThatWasChangedShowsNothing() {
    var tree = tree(leaves(SIZE));
    for (int smaller = 1; smaller < 40; smaller++) {
      var proof = tree.consistency(smaller, 40);
      for (int i = 0; i < proof.size(); i++) {
        var changed = new ArrayList<>(proof);
        changed.set(i, MerkleHash.EMPTY);
        assertThat(head(tree, smaller).isKeptBy(head(tree, 40), changed)).isFalse();
        changed.remove(i);
        assertThat(head(tree, smaller).isKeptBy(head(tree, 40), changed)).isFalse();
      }
    }
  }
}
