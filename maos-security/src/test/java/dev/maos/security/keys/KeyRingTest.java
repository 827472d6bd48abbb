package dev.maos.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Hpke;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which keys are trusted, from when until when. */
class KeyRingTest {
  private static final Set<KeyPurpose> CURVES = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE);
  private static final AgentId WORKER = AgentId.of("worker");
  private static final AgentId PLANNER = AgentId.of("planner");
  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] WORDS = "words".getBytes(StandardCharsets.US_ASCII);

  private final ManualTime time = new ManualTime();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = new KeyRing(time, random, DAY);

  @Test
  void anAgentGetsKeysOnce() {
    ring.generate(WORKER, CURVES);

    assertCode(ErrorCode.KEY_EXISTS, () -> ring.generate(WORKER, CURVES));
  }

  @Test
  void whatWasSealedForARotatedKeyOpensAsLongAsItCanBeOnItsWay() {
    var old = ring.generate(WORKER, CURVES).key(KeyPurpose.AGREE).info();
    var sealed = Hpke.AES_256_GCM.seal(old.raw(), WORDS, _ -> WORDS, WORDS);

    ring.rotate(WORKER);
    time.advance(DAY.minusMillis(1));

    var key = ring.openingKey(WORKER, old.id());
    assertThat(key.open(Hpke.AES_256_GCM, sealed, WORDS, WORDS)).isEqualTo(WORDS);
    assertThat(ring.sealingKey(WORKER, KeyPurpose.AGREE)).isNotEqualTo(old);

    time.advance(Duration.ofMillis(1));
    assertRejected(Rejection.UNKNOWN_KEY, () -> ring.openingKey(WORKER, old.id()));
    assertThatThrownBy(() -> key.open(Hpke.AES_256_GCM, sealed, WORDS, WORDS))
        .isInstanceOf(SecurityRejectedException.class);
  }

  @Test
  void aRotationGivesKeysForMorePurposes() {
    var old = ring.generate(WORKER, CURVES).open();

    var first = ring.rotate(WORKER, EnumSet.of(KeyPurpose.AGREE_LASTING)).open();
    var second = ring.rotate(WORKER).open();

    for (var fresh : List.of(first, second)) {
      assertThat(fresh.keys())
          .extracting(PublicKeyInfo::purpose)
          .containsExactly(KeyPurpose.SIGN, KeyPurpose.AGREE, KeyPurpose.AGREE_LASTING);
    }
    assertThat(first.keys()).doesNotContainAnyElementsOf(old.keys());
    assertThat(second.keys()).doesNotContainAnyElementsOf(first.keys());
  }

  @Test
  void replacedKeysAreToldAsLongAsTheyCount() {
    var own = ring.generate(WORKER, CURVES).open();
    var others = of(PLANNER);
    ring.pin(others);
    assertThat(ring.replaced()).isEmpty();

    ring.rotate(WORKER);
    time.advance(Duration.ofHours(1));
    ring.approveChange(of(PLANNER));

    var end = time.now().plus(DAY);
    var hers = others.keys().stream().map(key -> replaced(PLANNER, key, Optional.of(end)));
    var earlier = Optional.of(end.minus(Duration.ofHours(1)));
    var mine = own.keys().stream().map(key -> replaced(WORKER, key, earlier));
    assertThat(ring.replaced())
        .containsExactlyInAnyOrderElementsOf(Stream.concat(hers, mine).toList());
    time.advance(DAY.minus(Duration.ofHours(1)));
    var signed = replaced(WORKER, own.key(KeyPurpose.SIGN).orElseThrow(), Optional.empty());
    assertThat(ring.replaced())
        .filteredOn(key -> key.agent().equals(WORKER))
        .containsExactly(signed);
    time.advance(Duration.ofHours(1));
    var once = replaced(PLANNER, others.key(KeyPurpose.SIGN).orElseThrow(), Optional.empty());
    assertThat(ring.replaced()).containsExactly(once, signed);
  }

  private static ReplacedKey replaced(AgentId agent, PublicKeyInfo key, Optional<Instant> until) {
    return new ReplacedKey(agent, key, until);
  }

  @Test
  void revokedKeysAreToldInTheirOrder() {
    var keys = of(PLANNER).keys();

    ring.revoke(keys.getLast().id());
    ring.revoke(keys.getFirst().id());
    ring.revoke(keys.getLast().id());

    assertThat(ring.revoked()).containsExactly(keys.getLast().id(), keys.getFirst().id());
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceForEverything() {
    var keys = ring.generate(WORKER, CURVES);
    keys.open().keys().forEach(key -> ring.revoke(key.id()));

    var signing = keys.key(KeyPurpose.SIGN).info().id();
    var agreeing = keys.key(KeyPurpose.AGREE).info().id();
    assertRejected(Rejection.KEY_NOT_VALID, () -> ring.verifyingKey(WORKER, signing));
    assertRejected(Rejection.KEY_NOT_VALID, () -> ring.openingKey(WORKER, agreeing));
    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> ring.sealingKey(WORKER, KeyPurpose.AGREE));
  }

  @Test
  void aKeyHasOneName() {
    var keys = of(PLANNER);
    ring.pin(keys);
    var again = new AgentPublicKeys(AgentId.of("eve"), keys.keys());

    assertCode(ErrorCode.KEY_CHANGED, () -> ring.pin(again));
    assertCode(ErrorCode.KEY_CHANGED, () -> ring.approveChange(again));
    var own = ring.generate(WORKER, CURVES).open().keys();
    assertCode(ErrorCode.KEY_CHANGED, () -> ring.pin(new AgentPublicKeys(AgentId.of("eve"), own)));
    assertThat(ring.knows(AgentId.of("eve"))).isFalse();
  }

  @Test
  void nobodyElsesKeysStandForAnAgentOfThisProcess() {
    var own = ring.generate(WORKER, CURVES).open();

    assertCode(ErrorCode.KEY_CHANGED, () -> ring.pin(of(WORKER)));
    assertCode(ErrorCode.KEY_CHANGED, () -> ring.approveChange(of(WORKER)));
    ring.pin(own);
    assertThat(ring.sealingKey(WORKER, KeyPurpose.AGREE)).isIn(own.keys());
  }

  @Test
  void aRevokedKeyIsNotPinnedAgain() {
    var keys = of(PLANNER);
    ring.pin(keys);
    ring.revoke(keys.keys().getFirst().id());

    assertCode(ErrorCode.KEY_REVOKED, () -> ring.pin(keys));
    assertCode(ErrorCode.KEY_REVOKED, () -> ring.approveChange(keys));
  }

  @Test
  void nobodyIsTrustedBecauseHeWasMetFirst() {
    var stranger = of(PLANNER);

    assertThat(ring.knows(PLANNER)).isFalse();
    assertRejected(
        Rejection.UNKNOWN_KEY, () -> ring.verifyingKey(PLANNER, stranger.keys().getFirst().id()));
    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> ring.sealingKey(PLANNER, KeyPurpose.AGREE));
  }

  @Test
  void anotherKeyForATrustedAgentIsRefusedUntilSomebodyApproves() {
    var first = of(PLANNER);
    var second = of(PLANNER);
    ring.pin(first);
    ring.pin(first);

    assertCode(ErrorCode.KEY_CHANGED, () -> ring.pin(second));
    assertThat(ring.sealingKey(PLANNER, KeyPurpose.AGREE))
        .isEqualTo(first.key(KeyPurpose.AGREE).orElseThrow());

    ring.approveChange(second);
    assertThat(ring.sealingKey(PLANNER, KeyPurpose.AGREE))
        .isEqualTo(second.key(KeyPurpose.AGREE).orElseThrow());
  }

  @Test
  void whatAReplacedKeySignedCountsAsLongAsItCanBeOnItsWay() {
    var first = of(PLANNER);
    var old = first.key(KeyPurpose.SIGN).orElseThrow();
    ring.pin(first);
    ring.approveChange(of(PLANNER));

    assertThat(ring.verifyingKey(PLANNER, old.id())).isEqualTo(old);
    time.advance(DAY);
    assertRejected(Rejection.UNKNOWN_KEY, () -> ring.verifyingKey(PLANNER, old.id()));
  }

  @Test
  void aKeyOfOneAgentVerifiesNobodyElse() {
    var planner = of(PLANNER);
    ring.pin(planner);
    ring.pin(of(WORKER));

    assertRejected(
        Rejection.UNKNOWN_KEY,
        () -> ring.verifyingKey(WORKER, planner.key(KeyPurpose.SIGN).orElseThrow().id()));
  }

  @Test
  void aKeyToAgreeWithVerifiesNothing() {
    var planner = of(PLANNER);
    ring.pin(planner);

    assertRejected(
        Rejection.UNKNOWN_KEY,
        () -> ring.verifyingKey(PLANNER, planner.key(KeyPurpose.AGREE).orElseThrow().id()));
  }

  @Test
  void whatTheAuthorityCertifiesIsTrusted() {
    var authority = Authority.generate(time.now(), random);
    var keys = of(PLANNER);
    var certificate = authority.certify(keys, 1, time.now(), time.now().plus(DAY));
    ring.trust(authority.publicKey());

    ring.admit(AgentCertificate.read(certificate.bytes()));

    assertThat(ring.sealingKey(PLANNER, KeyPurpose.AGREE))
        .isEqualTo(keys.key(KeyPurpose.AGREE).orElseThrow());
    time.advance(DAY);
    assertCode(ErrorCode.NO_KEY_FOR_RECIPIENT, () -> ring.sealingKey(PLANNER, KeyPurpose.AGREE));
    assertThat(ring.verifyingKey(PLANNER, keys.key(KeyPurpose.SIGN).orElseThrow().id()))
        .as("what is on its way still counts")
        .isNotNull();
    time.advance(DAY);
    assertRejected(
        Rejection.UNKNOWN_KEY,
        () -> ring.verifyingKey(PLANNER, keys.key(KeyPurpose.SIGN).orElseThrow().id()));
  }

  @Test
  void aCertificateOfAnybodyElseIsRefused() {
    var authority = Authority.generate(time.now(), random);
    var impostor = Authority.generate(time.now(), random);
    var certificate = impostor.certify(of(PLANNER), 1, time.now(), time.now().plus(DAY));

    assertCode(ErrorCode.INVALID_CERTIFICATE, () -> ring.admit(certificate));
    ring.trust(authority.publicKey());
    assertCode(ErrorCode.INVALID_CERTIFICATE, () -> ring.admit(certificate));
    assertCode(ErrorCode.KEY_CHANGED, () -> ring.trust(impostor.publicKey()));
  }

  @Test
  void aNewerCertificateReplacesAnOlderOneAndNotTheOtherWayRound() {
    var authority = Authority.generate(time.now(), random);
    var end = time.now().plus(DAY);
    var first = authority.certify(of(PLANNER), 1, time.now(), end);
    var second = authority.certify(of(PLANNER), 2, time.now(), end);
    ring.trust(authority.publicKey());
    ring.admit(first);
    ring.admit(second);
    ring.admit(second);

    assertCode(ErrorCode.INVALID_CERTIFICATE, () -> ring.admit(first));
    assertCode(ErrorCode.KEY_CHANGED, () -> ring.pin(of(PLANNER)));
    assertThat(ring.sealingKey(PLANNER, KeyPurpose.AGREE))
        .isEqualTo(second.keys().key(KeyPurpose.AGREE).orElseThrow());
  }

  @Test
  void anOldCertificateStaysOldWhenAChangeWasApprovedByHand() {
    var authority = Authority.generate(time.now(), random);
    var end = time.now().plus(DAY);
    var old = authority.certify(of(PLANNER), 3, time.now(), end);
    ring.trust(authority.publicKey());
    ring.admit(authority.certify(of(PLANNER), 5, time.now(), end));
    ring.approveChange(of(PLANNER));

    assertCode(ErrorCode.INVALID_CERTIFICATE, () -> ring.admit(old));
    ring.admit(authority.certify(of(PLANNER), 6, time.now(), end));
  }

  @Test
  void whoseCertificateIsOverKeepsNobodyFromItsKeys() {
    var authority = Authority.generate(time.now(), random);
    var keys = of(PLANNER).keys();
    var its = new AgentPublicKeys(AgentId.of("eve"), keys);
    ring.trust(authority.publicKey());
    ring.admit(authority.certify(its, 1, time.now(), time.now().plus(DAY)));
    assertCode(ErrorCode.KEY_CHANGED, () -> ring.pin(new AgentPublicKeys(PLANNER, keys)));

    time.advance(DAY);
    ring.pin(new AgentPublicKeys(PLANNER, keys));
  }

  @Test
  void aCertificateOutOfItsTimeIsRefused() {
    var authority = Authority.generate(time.now(), random);
    ring.trust(authority.publicKey());
    var early = authority.certify(of(PLANNER), 1, time.now().plusMillis(1), time.now().plus(DAY));
    var late = authority.certify(of(PLANNER), 2, time.now().minus(DAY), time.now());

    assertCode(ErrorCode.INVALID_CERTIFICATE, () -> ring.admit(early));
    assertCode(ErrorCode.INVALID_CERTIFICATE, () -> ring.admit(late));
  }

  @Test
  void noByteOfACertificateCanBeChanged() {
    var authority = Authority.generate(time.now(), random);
    ring.trust(authority.publicKey());
    var bytes = authority.certify(of(PLANNER), 1, time.now(), time.now().plus(DAY)).bytes();

    for (int i = 0; i < bytes.length; i++) {
      var changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> ring.admit(AgentCertificate.read(changed)))
          .as("byte " + i)
          .isInstanceOf(MaosException.class);
    }
    assertThat(ring.knows(PLANNER)).isFalse();
  }

  @Test
  void whatAnAgentSignedWithBeforeCountsForWhatWasSaidBefore() {
    var mine = signing(ring.generate(WORKER, CURVES).open());
    var first = of(PLANNER);
    ring.pin(first);
    var replacedAt = time.now();

    ring.rotate(WORKER);
    ring.approveChange(of(PLANNER));
    time.advance(DAY);

    assertFormer(WORKER, mine, replacedAt);
    assertFormer(PLANNER, signing(first), replacedAt);
    assertRejected(Rejection.UNKNOWN_KEY, () -> ring.testimonyKey(PLANNER, mine.id(), replacedAt));
  }

  /** It counts until then, for what lasts and for nothing else. */
  private void assertFormer(AgentId agent, PublicKeyInfo key, Instant replacedAt) {
    assertThat(ring.testimonyKey(agent, key.id(), replacedAt)).isEqualTo(key);
    assertRejected(
        Rejection.UNKNOWN_KEY,
        () -> ring.testimonyKey(agent, key.id(), replacedAt.plusNanos(1_000)));
    assertRejected(Rejection.UNKNOWN_KEY, () -> ring.verifyingKey(agent, key.id()));
  }

  private static PublicKeyInfo signing(AgentPublicKeys keys) {
    return keys.key(KeyPurpose.SIGN).orElseThrow();
  }

  @Test
  void whatLastsIsSignedByAKeyInUseWheneverItWasSaid() {
    var mine = signing(ring.generate(WORKER, CURVES).open());

    assertThat(ring.testimonyKey(WORKER, mine.id(), Instant.MIN)).isEqualTo(mine);
    assertThat(ring.testimonyKey(WORKER, mine.id(), Instant.MAX)).isEqualTo(mine);
  }

  @Test
  void aRevokedFormerKeyIsRefused() {
    var mine = signing(ring.generate(WORKER, CURVES).open());
    var then = time.now();
    ring.rotate(WORKER);
    time.advance(DAY);

    ring.revoke(mine.id());

    assertRejected(Rejection.KEY_NOT_VALID, () -> ring.testimonyKey(WORKER, mine.id(), then));
  }

  @Test
  void ofFormerKeysTheOldestGivesWay() {
    var then = time.now();
    var mine = new ArrayList<>(List.of(signing(ring.generate(WORKER, CURVES).open())));
    var its = new ArrayList<>(List.of(of(PLANNER)));
    ring.pin(its.getFirst());
    for (int i = 0; i < 65; i++) {
      mine.add(signing(ring.rotate(WORKER).open()));
      its.add(of(PLANNER));
      ring.approveChange(its.getLast());
    }
    time.advance(DAY);

    assertOnlyTheFirstIsGone(WORKER, mine, then);
    assertOnlyTheFirstIsGone(PLANNER, its.stream().map(KeyRingTest::signing).toList(), then);
  }

  private void assertOnlyTheFirstIsGone(AgentId agent, List<PublicKeyInfo> keys, Instant then) {
    assertThat(keys).hasSize(66);
    assertRejected(
        Rejection.UNKNOWN_KEY, () -> ring.testimonyKey(agent, keys.getFirst().id(), then));
    assertThat(keys.subList(1, 66))
        .allMatch(key -> ring.testimonyKey(agent, key.id(), then).equals(key));
  }

  @Test
  void whoIsForgottenHadNoKeysBefore() {
    var first = of(PLANNER);
    var then = time.now();
    ring.pin(first);
    ring.approveChange(of(PLANNER));

    ring.forget(PLANNER);
    ring.pin(of(PLANNER));

    assertRejected(
        Rejection.UNKNOWN_KEY, () -> ring.testimonyKey(PLANNER, signing(first).id(), then));
  }

  @Test
  void whatIsPinnedAgainForgetsNoKeyOfBefore() {
    var first = of(PLANNER);
    var second = of(PLANNER);
    var then = time.now();
    ring.pin(first);
    ring.approveChange(second);

    ring.pin(second);

    assertThat(ring.verifyingKey(PLANNER, signing(first).id())).isEqualTo(signing(first));
    time.advance(DAY);
    assertFormer(PLANNER, signing(first), then);
  }

  @Test
  void aKeyThatComesBackIsFormerWhenItIsReplacedAgain() {
    var first = of(PLANNER);
    var second = of(PLANNER);
    ring.pin(first);
    ring.approveChange(second);
    time.advance(DAY);
    ring.approveChange(first);
    time.advance(DAY);
    var replacedAt = time.now();

    ring.approveChange(second);
    time.advance(DAY);

    assertFormer(PLANNER, signing(first), replacedAt);
    assertThat(ring.testimonyKey(PLANNER, signing(second).id(), time.now()))
        .isEqualTo(signing(second));
    assertThat(ring.content().peers().getFirst().former().all()).hasSize(1);
  }

  @Test
  void aKeyThatIsKeptIsNoFormerOne() {
    var first = of(PLANNER);
    var same = signing(first);
    ring.pin(first);

    ring.approveChange(
        new AgentPublicKeys(
            PLANNER, List.of(same, of(PLANNER).key(KeyPurpose.AGREE).orElseThrow())));
    time.advance(DAY);

    assertThat(ring.verifyingKey(PLANNER, same.id())).isEqualTo(same);
    assertThat(ring.content().peers().getFirst().former().all()).isEmpty();
  }

  @Test
  void aCertifiedKeyIsFormerFromItsReplacementOrTheEndOfItsCertificateOn() {
    var authority = Authority.generate(time.now(), random);
    ring.trust(authority.publicKey());
    var first = of(PLANNER);
    var second = of(PLANNER);
    var start = time.now();
    ring.admit(authority.certify(first, 1, start, start.plus(DAY.multipliedBy(9))));
    ring.admit(authority.certify(second, 2, start, start.plus(DAY)));
    time.advance(DAY.multipliedBy(3));

    ring.admit(authority.certify(of(PLANNER), 3, start, start.plus(DAY.multipliedBy(9))));

    assertFormer(PLANNER, signing(first), start);
    assertFormer(PLANNER, signing(second), start.plus(DAY));
  }

  @Test
  void whatWasSaidInTheSameMillisecondWasSaidBefore() {
    time.advance(Duration.ofNanos(300_000));
    var mine = signing(ring.generate(WORKER, CURVES).open());
    var then = time.now();
    time.advance(Duration.ofNanos(300_000));

    ring.rotate(WORKER);
    time.advance(DAY);

    assertThat(ring.testimonyKey(WORKER, mine.id(), then)).isEqualTo(mine);
  }

  private AgentPublicKeys of(AgentId agent) {
    return AgentKeys.generate(agent, CURVES, time.now(), random).open();
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void assertRejected(Rejection reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
