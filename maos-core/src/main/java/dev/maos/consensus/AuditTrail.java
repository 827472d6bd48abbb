package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence of how votes ended, for those who were not there.
 *
 * <p>Each vote has a log in which every hash covers all before it, and all ends are the leaves of
 * one tree. Who keeps a {@link TreeHead} can later be shown that nothing of it was changed or taken
 * out; who has an export can count again and needs no server for it. It does not keep a store from
 * showing different trees to different people: they have to compare what they were shown.
 *
 * <p>The line of ends is read when it is first asked for, and then what is new; it takes some 200
 * bytes for each vote. Thread-safe.
 */
public final class AuditTrail {
  private static final int PAGE = 1_000;

  private final DecisionStore store;
  private final Map<ProposalId, Long> places = new HashMap<>();
  private final MerkleTree tree = new MerkleTree();
  private long epoch = Long.MIN_VALUE;

  AuditTrail(DecisionStore store) {
    this.store = store;
  }

  /**
   * All votes that have ended by now, in one hash.
   *
   * @throws MaosException {@link ErrorCode#LOG_ROLLBACK} if the store has forgotten some of them
   */
  public synchronized TreeHead head() {
    read();
    return headAt(tree.size());
  }

  /** The same as it was when so many had ended. */
  public synchronized TreeHead head(long size) {
    read();
    checkSize(size);
    return headAt(size);
  }

  private TreeHead headAt(long size) {
    return new TreeHead(size, tree.root(size));
  }

  private void read() {
    Closures page;
    do {
      page = store.closed(tree.size(), PAGE);
      if (epoch == Long.MIN_VALUE) {
        epoch = page.epoch();
      }
      checkGoesOn(page);
      for (var closure : page.closures()) {
        var result = VoteResult.of(closure);
        places.put(closure.id(), tree.size());
        tree.add(MerkleHash.ofLeaf(Canonical.end(result)));
      }
    } while (page.closures().size() == PAGE);
  }

  private void checkGoesOn(Closures page) {
    boolean gap =
        page.closures().isEmpty()
            ? page.end() != tree.size()
            : page.closures().getFirst().index() != tree.size() + 1;
    if (gap || page.epoch() != epoch) {
      throw new MaosException(
          ErrorCode.LOG_ROLLBACK,
          "the line of ended votes does not go on from its first %d: the store has forgotten some"
              .formatted(tree.size()));
    }
  }

  private void checkSize(long size) {
    if (size < 0 || size > tree.size()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RANGE, "size", Long.toString(size), "0 to " + tree.size());
    }
  }

  /**
   * What shows that a vote has ended as it has.
   *
   * @throws MaosException {@link ErrorCode#VOTE_OPEN} if it has not ended; {@link
   *     ErrorCode#UNKNOWN_PROPOSAL} if there is none of this id
   */
  public synchronized InclusionProof inclusionProof(ProposalId id) {
    read();
    var place = places.get(id);
    if (place == null) {
      throw store.read(id).isPresent() ? StoreRefusal.open(id) : StoreRefusal.unknown(id);
    }
    return new InclusionProof(place, headAt(tree.size()), tree.inclusion(place, tree.size()));
  }

  /** What shows that the tree of so many ends is the beginning of that of so many. */
  public synchronized List<MerkleHash> consistencyProof(long smaller, long size) {
    read();
    checkSize(size);
    if (smaller < 0 || smaller > size) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RANGE, "smaller", Long.toString(smaller), "0 to " + size);
    }
    return tree.consistency(smaller, size);
  }

  /**
   * All there is of a vote that has ended, as text that {@link VoteExport#read} reads anywhere.
   *
   * @throws MaosException {@link ErrorCode#VOTE_OPEN} if it has not ended; {@link
   *     ErrorCode#UNKNOWN_PROPOSAL} if there is none of this id
   */
  public VoteExport export(ProposalId id) {
    var proof = inclusionProof(id);
    var stored = store.read(id).orElseThrow(() -> StoreRefusal.unknown(id));
    return new VoteExport(stored.proposal(), stored.log().entries(), proof);
  }
}
