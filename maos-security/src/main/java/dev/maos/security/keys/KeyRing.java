package dev.maos.security.keys;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the agents of this process, and the public keys of others that are trusted.
 *
 * <p>A key of another agent is trusted if somebody {@link #pin pinned} it, or if the authority that
 * {@link #trust} names certified it; never because it was met first. At most 10,000 agents have
 * keys here; more are refused. Of each agent the last 64 keys that it signed with before are
 * remembered, their public halves. Thread-safe.
 */
public final class KeyRing {
  private static final int MAX_AGENTS = 10_000;
  private static final int MAX_REVOKED = 100_000;

  private final TimeSource time;
  private final SecureRandom random;
  private final Duration maxMessageLifetime;

  // All guarded by this.
  private final Map<AgentId, AgentKeys> own = new HashMap<>();
  private final Map<AgentId, Peer> peers = new HashMap<>();
  private final Set<KeyId> revoked = new LinkedHashSet<>();
  private @Nullable PublicKeyInfo authority;

  /**
   * An empty ring.
   *
   * @param maxMessageLifetime how long a message can be on its way, and so how long a replaced key
   *     is still needed
   */
  public KeyRing(TimeSource time, SecureRandom random, Duration maxMessageLifetime) {
    this.time = time;
    this.random = random;
    this.maxMessageLifetime = maxMessageLifetime;
  }

  KeyRing(TimeSource time, SecureRandom random, Duration maxMessageLifetime, KeyRingContent from) {
    this(time, random, maxMessageLifetime);
    from.own().forEach(keys -> own.put(keys.agent(), keys));
    from.peers().forEach(peer -> peers.put(peer.keys().agent(), peer));
    revoked.addAll(from.revoked());
    authority = from.authority().orElse(null);
  }

  synchronized KeyRingContent content() {
    expire(time.now());
    return new KeyRingContent(
        own.values().stream().toList(),
        peers.values().stream().toList(),
        revoked.stream().toList(),
        Optional.ofNullable(authority));
  }

  /**
   * Makes keys for an agent that has none here.
   *
   * @throws MaosException {@link ErrorCode#KEY_EXISTS} if it has; {@link #rotate} replaces them
   */
  public AgentKeys generate(AgentId agent, Set<KeyPurpose> purposes) {
    requireNoKeys(agent);
    // Keys of RSA take their time, and nobody should wait for that.
    var keys = AgentKeys.generate(agent, purposes, time.now(), random);
    synchronized (this) {
      requireNoKeys(agent);
      requireRoom(agent);
      own.put(agent, keys);
    }
    return keys;
  }

  private synchronized void requireNoKeys(AgentId agent) {
    if (own.containsKey(agent)) {
      throw new MaosException(
          ErrorCode.KEY_EXISTS, "agent %s has keys already; rotate them instead".formatted(agent));
    }
  }

  /**
   * Replaces the keys of an agent. The old ones open what was sealed for them as long as such a
   * message can be on its way, then they are destroyed. What lasts of what was signed with them is
   * still believed, see {@link #testimonyKey}: a key that others may know is to be {@link #revoke
   * revoked}.
   */
  public AgentKeys rotate(AgentId agent) {
    return rotate(agent, Set.of());
  }

  /** The same, and keys for these purposes too, where the agent had none. */
  public synchronized AgentKeys rotate(AgentId agent, Set<KeyPurpose> more) {
    var now = time.now();
    var fresh = own(agent).rotated(more, now, now.plus(maxMessageLifetime), random).expired(now);
    own.put(agent, fresh);
    return fresh;
  }

  /** The keys of an agent of this process, or {@link ErrorCode#NO_SUCH_KEY}. */
  public synchronized AgentKeys own(AgentId agent) {
    var keys = own.get(agent);
    if (keys == null) {
      throw new MaosException(
          ErrorCode.NO_SUCH_KEY, "agent %s has no keys here; generate some".formatted(agent));
    }
    return keys;
  }

  /**
   * The key that an agent of this process signs with.
   *
   * @throws MaosException {@link ErrorCode#NO_SUCH_KEY} if it has none; {@link
   *     ErrorCode#KEY_REVOKED} if it was revoked, so that nobody would believe it
   */
  public synchronized AgentKey signingKey(AgentId agent) {
    var key = own(agent).key(KeyPurpose.SIGN);
    if (revoked.contains(key.info().id())) {
      throw new MaosException(
          ErrorCode.KEY_REVOKED,
          "%s of agent %s was revoked, so nobody would believe it; rotate its keys"
              .formatted(key.info(), agent));
    }
    return key;
  }

  /**
   * Refuses a key from now on, one's own or another's, whatever was signed by it or sealed for it.
   */
  public synchronized void revoke(KeyId key) {
    if (revoked.size() >= MAX_REVOKED && !revoked.contains(key)) {
      throw new MaosException(
          ErrorCode.TOO_LARGE, "%d keys are revoked already, the most".formatted(MAX_REVOKED));
    }
    revoked.add(key);
  }

  /** Trusts these keys of another agent, because somebody who knows says so. */
  public synchronized void pin(AgentPublicKeys keys) {
    refuseRevoked(keys);
    refuseAnothers(keys);
    requireRoom(keys.agent());
    var known = peers.get(keys.agent());
    if (known != null && (known.isCertified() || known.contradicts(keys))) {
      throw changed(keys.agent());
    }
    replace(byHand(known == null ? keys : merged(known.keys(), keys)));
  }

  private static AgentPublicKeys merged(AgentPublicKeys known, AgentPublicKeys more) {
    var all = new LinkedHashSet<>(known.keys());
    all.addAll(more.keys());
    return new AgentPublicKeys(known.agent(), all.stream().toList());
  }

  private static MaosException changed(AgentId agent) {
    return new MaosException(
        ErrorCode.KEY_CHANGED,
        "agent %s is trusted with another key; approve the change if it is meant".formatted(agent));
  }

  /**
   * Trusts these keys of another agent in the place of those before, because somebody looked at the
   * change. What the old keys signed still counts while it can be on its way, and what lasts of it
   * as {@link #testimonyKey} says.
   */
  public synchronized void approveChange(AgentPublicKeys keys) {
    refuseRevoked(keys);
    refuseAnothers(keys);
    requireRoom(keys.agent());
    replace(byHand(keys));
  }

  // Who looked at the keys did not look at what their holder may do.
  private Peer byHand(AgentPublicKeys keys) {
    var known = peers.get(keys.agent());
    long serial = known == null ? 0 : known.newestSerial();
    return Peer.pinned(keys, serial, grants(keys.agent()));
  }

  private void replace(Peer fresh) {
    var now = time.now();
    var known = peers.get(fresh.keys().agent());
    var until = now.plus(maxMessageLifetime);
    peers.put(fresh.keys().agent(), known == null ? fresh : fresh.after(known, now, until));
  }

  /**
   * Trusts what this authority certifies.
   *
   * @throws MaosException {@link ErrorCode#KEY_CHANGED} if another authority is trusted
   */
  public synchronized void trust(PublicKeyInfo newAuthority) {
    if (newAuthority.purpose() != KeyPurpose.SIGN) {
      throw KeyRefusal.of("a key that is not one to SIGN with");
    }
    if (authority != null && !authority.equals(newAuthority)) {
      throw new MaosException(ErrorCode.KEY_CHANGED, "another authority is trusted: " + authority);
    }
    authority = newAuthority;
  }

  /**
   * Trusts the keys that a certificate names, in the place of older ones of that agent.
   *
   * @throws MaosException {@link ErrorCode#INVALID_CERTIFICATE} if the trusted authority did not
   *     sign it, it is out of its time, or a newer one is known
   */
  public synchronized void admit(AgentCertificate certificate) {
    var now = time.now();
    if (authority == null || !certificate.isSignedBy(authority)) {
      throw refused(certificate, "the trusted authority did not sign it");
    }
    if (!certificate.isValidAt(now)) {
      throw refused(certificate, "it is out of its time");
    }
    refuseRevoked(certificate.keys());
    refuseAnothers(certificate.keys());
    requireRoom(certificate.agent());
    var known = peers.get(certificate.agent());
    if (known != null && certificate.serial() <= known.newestSerial()) {
      if (certificate.serial() == known.serial() && certificate.keys().equals(known.keys())) {
        return;
      }
      throw refused(certificate, "serial %d is known".formatted(known.newestSerial()));
    }
    var until = certificate.notAfter();
    replace(
        Peer.of(
            certificate.keys(),
            certificate.serial(),
            until,
            until.plus(maxMessageLifetime),
            certificate.grants()));
  }

  private static MaosException refused(AgentCertificate certificate, String why) {
    return new MaosException(
        ErrorCode.INVALID_CERTIFICATE,
        "certificate %d of agent %s: %s".formatted(certificate.serial(), certificate.agent(), why));
  }

  private void refuseRevoked(AgentPublicKeys keys) {
    for (var key : keys.keys()) {
      if (revoked.contains(key.id())) {
        throw new MaosException(
            ErrorCode.KEY_REVOKED, "%s of agent %s was revoked".formatted(key, keys.agent()));
      }
    }
  }

  /** A key has one name: who holds it could else speak as two, or as an agent of this process. */
  private void refuseAnothers(AgentPublicKeys keys) {
    var agent = keys.agent();
    var mine = own.get(agent);
    if (mine != null && !mine.open().keys().containsAll(keys.keys())) {
      throw new MaosException(
          ErrorCode.KEY_CHANGED,
          "agent %s is one of this process, with other keys".formatted(agent));
    }
    own.values().forEach(each -> refuseSame(keys, each.open()));
    var now = time.now();
    peers.values().stream()
        .filter(each -> now.isBefore(each.validUntil()))
        .forEach(each -> refuseSame(keys, each.keys()));
  }

  private void refuseSame(AgentPublicKeys keys, AgentPublicKeys known) {
    if (!known.agent().equals(keys.agent())
        && known.keys().stream().anyMatch(key -> counts(key) && keys.keys().contains(key))) {
      throw new MaosException(
          ErrorCode.KEY_CHANGED,
          "a key of agent %s is that of agent %s; if it never was its own, forget the keys of %s"
              .formatted(keys.agent(), known.agent(), known.agent()));
    }
  }

  private void requireRoom(AgentId agent) {
    if (!own.containsKey(agent)
        && !peers.containsKey(agent)
        && own.size() + peers.size() >= MAX_AGENTS) {
      throw new MaosException(
          ErrorCode.TOO_LARGE, "%d agents have keys already, the most".formatted(MAX_AGENTS));
    }
  }

  /**
   * What an agent's certificate lets it do; everything, but without a role, if it has none because
   * it was pinned or is of this process.
   */
  public synchronized Grants grants(AgentId agent) {
    var peer = peers.get(agent);
    return peer == null ? Grants.ALL : peer.grants();
  }

  /** Forgets another agent's keys, those of before too. */
  public synchronized void forget(AgentId agent) {
    peers.remove(agent);
  }

  /** Whether an agent is one of this process. */
  public synchronized boolean owns(AgentId agent) {
    return own.containsKey(agent);
  }

  /** The agents of this process, in the order of their names. */
  public synchronized List<AgentId> owned() {
    return own.keySet().stream().sorted(Comparator.comparing(AgentId::value)).toList();
  }

  /** The first agent of this process that others may believe: its key was not revoked. */
  public synchronized Optional<AgentId> speaker() {
    return own.values().stream()
        .filter(keys -> keys.open().key(KeyPurpose.SIGN).filter(this::counts).isPresent())
        .map(AgentKeys::agent)
        .min(Comparator.comparing(AgentId::value));
  }

  private boolean counts(PublicKeyInfo key) {
    return !revoked.contains(key.id());
  }

  /** The public keys of other agents, in the order of their names. */
  public synchronized List<AgentPublicKeys> others() {
    return peers.values().stream()
        .map(Peer::keys)
        .sorted(Comparator.comparing(keys -> keys.agent().value()))
        .toList();
  }

  /** Keys that newer ones have replaced and that still count, in the order of their agents. */
  public synchronized List<ReplacedKey> replaced() {
    var now = time.now();
    return Stream.concat(
            own.values().stream().flatMap(keys -> keys.replaced(now).stream()),
            peers.values().stream().flatMap(peer -> peer.replaced(now).stream()))
        .sorted(Comparator.comparing(key -> key.agent().value()))
        .toList();
  }

  /** The keys that were revoked, whosever they are, in the order in which they were. */
  public synchronized List<KeyId> revoked() {
    return List.copyOf(revoked);
  }

  /** Whether a key was revoked. */
  public synchronized boolean isRevoked(KeyId key) {
    return revoked.contains(key);
  }

  /** Whether anything is known of an agent's keys. */
  public synchronized boolean knows(AgentId agent) {
    return own.containsKey(agent) || peers.containsKey(agent);
  }

  /**
   * The key to seal with for an agent.
   *
   * @throws MaosException {@link ErrorCode#NO_KEY_FOR_RECIPIENT} if none is trusted, or it is over
   */
  public synchronized PublicKeyInfo sealingKey(AgentId recipient, KeyPurpose purpose) {
    return sealing(recipient)
        .flatMap(keys -> keys.key(purpose))
        .filter(key -> !revoked.contains(key.id()))
        .orElseThrow(() ->
            new MaosException(
                ErrorCode.NO_KEY_FOR_RECIPIENT,
                "no key of agent %s to %s with is trusted here; import one"
                    .formatted(recipient, purpose)));
  }

  private Optional<AgentPublicKeys> sealing(AgentId recipient) {
    var mine = own.get(recipient);
    if (mine != null) {
      return Optional.of(mine.open());
    }
    return Optional.ofNullable(peers.get(recipient))
        .filter(peer -> time.now().isBefore(peer.validUntil()))
        .map(Peer::keys);
  }

  /**
   * The key that a sender signed with, by the id that the sender names.
   *
   * @throws SecurityRejectedException if it is not trusted, is revoked or over
   */
  public synchronized PublicKeyInfo verifyingKey(AgentId sender, KeyId id) {
    return trusted(id, verifying(sender, id));
  }

  /**
   * The key that something lasting was signed with, an event or a ballot, by the id that it names:
   * one that {@link #verifyingKey} knows, or one that was replaced here after it was said. So
   * whoever has the private half of a former key can say what claims to be old, until that key is
   * {@link #revoke revoked}.
   *
   * @param saidAt when it was said
   * @throws SecurityRejectedException if the key is not trusted for that moment, is revoked or over
   */
  public synchronized PublicKeyInfo testimonyKey(AgentId signer, KeyId id, Instant saidAt) {
    return trusted(id, verifying(signer, id).or(() -> former(signer).find(id, saidAt)));
  }

  private FormerKeys former(AgentId signer) {
    var mine = own.get(signer);
    if (mine != null) {
      return mine.former();
    }
    var peer = peers.get(signer);
    return peer == null ? FormerKeys.NONE : peer.former();
  }

  private PublicKeyInfo trusted(KeyId id, Optional<PublicKeyInfo> found) {
    if (found.isEmpty() || found.get().purpose() != KeyPurpose.SIGN) {
      throw new SecurityRejectedException(Rejection.UNKNOWN_KEY);
    }
    if (revoked.contains(id)) {
      throw new SecurityRejectedException(Rejection.KEY_NOT_VALID);
    }
    return found.get();
  }

  private Optional<PublicKeyInfo> verifying(AgentId sender, KeyId id) {
    var mine = own.computeIfPresent(sender, (_, keys) -> keys.expired(time.now()));
    if (mine != null) {
      return mine.key(id).map(AgentKey::info);
    }
    var peer = peers.get(sender);
    return Optional.ofNullable(peer)
        .flatMap(known -> known.find(id))
        .filter(key -> time.now().isBefore(key.until()))
        .map(Peer.Trusted::key);
  }

  /**
   * One's own key that a message was sealed for, in use or retired.
   *
   * @throws SecurityRejectedException if there is none, or it is revoked
   */
  public synchronized AgentKey openingKey(AgentId recipient, KeyId id) {
    expire(time.now());
    var mine = own.get(recipient);
    var found = mine == null ? Optional.<AgentKey>empty() : mine.key(id);
    if (revoked.contains(id)) {
      throw new SecurityRejectedException(Rejection.KEY_NOT_VALID);
    }
    return found.orElseThrow(() -> new SecurityRejectedException(Rejection.UNKNOWN_KEY));
  }

  private void expire(Instant now) {
    own.replaceAll((_, keys) -> keys.expired(now));
  }

  @Override
  public synchronized String toString() {
    return "KeyRing[%d own, %d of others, %d revoked]"
        .formatted(own.size(), peers.size(), revoked.size());
  }
}
