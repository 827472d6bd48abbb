package dev.maos.consensus;

import java.util.HexFormat;

/**
 * The chain of hashes over a log: that of each entry covers the one before it, and the first the id
 * of the proposal. Who knows the last one would notice any change before it. One place in it, of
 * which there are many for each {@link LogPosition} that somebody asks for. Immutable.
 */
final class HashChain {
  private static final HexFormat HEX = HexFormat.of();
  private static final int HASH_BYTES = 32;

  // What stands before each hash: the names of the format and of the kind, and its length.
  private static final byte[] HEAD =
      new ByteText().text(Canonical.FORMAT).text("LINK").number(HASH_BYTES).bytes();

  private final long sequence;
  private final byte[] hash;

  private HashChain(long sequence, byte[] hash) {
    this.sequence = sequence;
    this.hash = hash;
  }

  /** Before the first entry. */
  static HashChain start(ProposalId id) {
    return new HashChain(0, HEX.parseHex(id.value()));
  }

  /** Behind one more entry. */
  HashChain next(LogEntry entry) {
    var bytes = Canonical.entry(entry);
    var length = new ByteText(Long.BYTES).number(bytes.length).bytes();
    return new HashChain(entry.sequence(), Digest.sha256(HEAD, hash, length, bytes));
  }

  /** The sequence of the last entry; 0 before the first. */
  long sequence() {
    return sequence;
  }

  LogPosition position() {
    return new LogPosition(sequence, HEX.formatHex(hash));
  }
}
