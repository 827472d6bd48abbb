package dev.maos.security.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is trusted of another agent: its keys in use, and older ones whose signatures still count
 * because messages that they signed may be on their way, or for what lasts. Immutable.
 *
 * @param serial of the certificate that it comes from; if it was pinned by hand, minus that of the
 *     newest certificate that was known by then, or 0
 * @param validUntil when nothing may be sealed for its keys any more
 * @param trusted all keys whose signatures count, with the end of that
 * @param grants what the certificate lets it do
 * @param former what it signed with before
 */
record Peer(
    AgentPublicKeys keys,
    long serial,
    Instant validUntil,
    List<Trusted> trusted,
    Grants grants,
    FormerKeys former) {

  /** A key whose signatures count until then. */
  record Trusted(PublicKeyInfo key, Instant until) {}

  Peer {
    trusted = List.copyOf(trusted);
  }

  /** By hand; certificates that are no newer than this one stay old. */
  static Peer pinned(AgentPublicKeys keys, long newestSerial, Grants grants) {
    return of(keys, -newestSerial, Instant.MAX, Instant.MAX, grants);
  }

  boolean isCertified() {
    return serial > 0;
  }

  /** Of the newest certificate that is or was known. */
  long newestSerial() {
    return Math.abs(serial);
  }

  static Peer of(
      AgentPublicKeys keys, long serial, Instant validUntil, Instant trustedUntil, Grants grants) {
    var trusted = keys.keys().stream().map(key -> new Trusted(key, trustedUntil)).toList();
    return new Peer(keys, serial, validUntil, trusted, grants, FormerKeys.NONE);
  }

  /** This one, which takes the place of another; the other's keys count until then. */
  Peer after(Peer old, Instant now, Instant until) {
    var all = new ArrayList<>(trusted);
    for (var older : old.trusted) {
      var end = older.until.isBefore(until) ? older.until : until;
      if (now.isBefore(end) && find(older.key.id()).isEmpty()) {
        all.add(new Trusted(older.key, end));
      }
    }
    // What was signed after the end of a certificate lasts no longer than a message.
    var replacedAt = now.isBefore(old.validUntil) ? now : old.validUntil;
    return new Peer(
        keys, serial, validUntil, all, grants, old.former.replaced(old.keys, keys, replacedAt));
  }

  /** The older keys whose signatures count, all of them or those on what lasts. */
  List<ReplacedKey> replaced(Instant now) {
    var still =
        trusted.stream()
            .filter(known -> now.isBefore(known.until) && !keys.keys().contains(known.key))
            .map(known -> new ReplacedKey(keys.agent(), known.key, Optional.of(known.until)))
            .toList();
    return former.beside(keys.agent(), still);
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
