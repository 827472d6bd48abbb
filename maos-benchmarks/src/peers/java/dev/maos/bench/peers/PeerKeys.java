package dev.maos.bench.peers;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names that no other run uses. */
final class PeerKeys {
  private PeerKeys() {}

  static String fresh() {
    return "maos-bench-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
