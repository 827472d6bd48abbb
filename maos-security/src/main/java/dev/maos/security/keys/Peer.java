package dev.maos.security.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is trusted of another agent: its keys in use, and older ones whose signatures still count
 * because messages that they signed may be on their way. Immutable.
 *
 * @param serial of the certificate that it comes from; 0 if it was pinned by hand
 * @param validUntil when nothing may be sealed for its keys any more
 * @param trusted all keys whose signatures count, with the end of that
 * @param grants what the certificate lets it do
 */
record Peer(
    AgentPublicKeys keys, long serial, Instant validUntil, List<Trusted> trusted, Grants grants) {

  /** A key whose signatures count until then. */
  record Trusted(PublicKeyInfo key, Instant until) {}

  Peer {
    trusted = List.copyOf(trusted);
  }

  static Peer pinned(AgentPublicKeys keys) {
    return of(keys, 0, Instant.MAX, Instant.MAX, Grants.ALL);
  }

  static Peer of(
      AgentPublicKeys keys, long serial, Instant validUntil, Instant trustedUntil, Grants grants) {
    var trusted = keys.keys().stream().map(key -> new Trusted(key, trustedUntil)).toList();
    return new Peer(keys, serial, validUntil, trusted, grants);
  }

  /** This one, which takes the place of another; the other's keys count until then. */
  Peer after(Peer old, Instant now, Instant until) {
    var all = new ArrayList<>(trusted);
    for (var former : old.trusted) {
      var end = former.until.isBefore(until) ? former.until : until;
      if (now.isBefore(end) && find(former.key.id()).isEmpty()) {
        all.add(new Trusted(former.key, end));
      }
    }
    return new Peer(keys, serial, validUntil, all, grants);
  }

  /** The same, which may do what somebody else may. */
  Peer granted(Grants others) {
    return new Peer(keys, serial, validUntil, trusted, others);
  }

  /** The older keys whose signatures count. */
  List<FormerKey> former() {
    return trusted.stream()
        .filter(known -> !keys.keys().contains(known.key))
        .map(known -> new FormerKey(keys.agent(), known.key, known.until))
        .toList();
  }

  Optional<Trusted> find(KeyId id) {
    return trusted.stream().filter(key -> key.key.id().equals(id)).findFirst();
  }

  /** Whether the other names a different key for a purpose that is known. */
  boolean contradicts(AgentPublicKeys other) {
    return other.keys().stream()
        .anyMatch(key -> keys.key(key.purpose()).filter(mine -> !mine.equals(key)).isPresent());
  }
}
