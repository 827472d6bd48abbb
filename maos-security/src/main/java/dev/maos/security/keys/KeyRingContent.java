package dev.maos.security.keys;

import java.util.List;
import java.util.Optional;

/** All that a key ring holds, as it is kept in a keystore. */
record KeyRingContent(
    List<AgentKeys> own, List<Peer> peers, List<KeyId> revoked, Optional<PublicKeyInfo> authority) {
  static final KeyRingContent EMPTY =
      new KeyRingContent(List.of(), List.of(), List.of(), Optional.empty());
}
