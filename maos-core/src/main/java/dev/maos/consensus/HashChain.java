package dev.maos.consensus;

import java.util.HexFormat;

/**
 * The chain of hashes over a log: that of each entry covers the one before it, and the first the id
 * of the proposal. Who knows the last one would notice any change before it.
 */
final class HashChain {
  private static final HexFormat HEX = HexFormat.of();

  private HashChain() {}

  /** Before the first entry. */
  static LogPosition start(ProposalId id) {
    return new LogPosition(0, id.value());
  }

  static LogPosition next(LogPosition before, LogEntry entry) {
    var link =
        new ByteText()
            .text(Canonical.FORMAT)
            .text("LINK")
            .bytes(HEX.parseHex(before.head()))
            .bytes(Canonical.entry(entry));
    return new LogPosition(entry.sequence(), HEX.formatHex(Digest.sha256(link.bytes())));
  }
}
