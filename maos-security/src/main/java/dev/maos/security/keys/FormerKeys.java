package dev.maos.security.keys;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that an agent signed with before the one that it signs with now, so that what lasts
 * longer than a message is still believed: at most {@link #MOST}, of which the oldest gives way.
 * Immutable.
 *
 * @param all the oldest first; the key in use is none of them
 */
record FormerKeys(List<FormerKey> all) {
  static final int MOST = 64;
  static final FormerKeys NONE = new FormerKeys(List.of());

  FormerKeys {
    all = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** What is former when an agent has these keys in the place of those, from this moment on. */
  FormerKeys replaced(AgentPublicKeys before, AgentPublicKeys after, Instant now) {
    var former = new ArrayList<>(all);
    before.key(KeyPurpose.SIGN).ifPresent(key -> former.add(new FormerKey(key, now)));
    // A key may be kept, and somebody may go back to one.
    after.key(KeyPurpose.SIGN).ifPresent(key -> former.removeIf(each -> each.key().equals(key)));
    return new FormerKeys(former);
  }

  /** Those of an agent's keys that still count for what is on its way, and then all others. */
  List<ReplacedKey> beside(AgentId agent, List<ReplacedKey> still) {
    var known = still.stream().map(ReplacedKey::key).toList();
    var replaced = new ArrayList<>(still);
    all.stream()
        .map(FormerKey::key)
        .filter(key -> !known.contains(key))
        .forEach(key -> replaced.add(new ReplacedKey(agent, key, Optional.empty())));
    return replaced;
  }

  /** The key of this id, for what was said before it was replaced. */
  Optional<PublicKeyInfo> find(KeyId id, Instant saidAt) {
    return all.stream()
        .filter(former -> former.key().id().equals(id))
        .filter(former -> !saidAt.isAfter(former.replacedAt()))
        .map(FormerKey::key)
        .findFirst();
  }
}
