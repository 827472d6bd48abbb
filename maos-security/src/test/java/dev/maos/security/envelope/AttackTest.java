package dev.maos.security.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.RsaOaep;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.keys.KeyPurpose;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an attacker would do who knows the format by heart. The worker is the attacker at times. */
class AttackTest {
  private static final byte[] TEXT = {1, 2, 3};

  private final Pair pair = new Pair();

  @Test
  void nobodySignsForAnother() {
    var to = Pair.opener(CipherSuite.HPKE_X25519).info();
    var header = Pair.header(Pair.PLANNER, to.id());

    var forged =
        pair.enveloping.seal(
            CipherSuite.HPKE_X25519, header, TEXT, to, Pair.WORKER.key(KeyPurpose.SIGN));

    assertRejected(Rejection.BAD_SIGNATURE, () -> pair.opened(forged));
  }

  @Test
  void aSignatureOfAnotherKeyThanTheOneNamedDoesNotCount() {
    var envelope = SealedEnvelope.read(pair.sealed(CipherSuite.HPKE_X25519, TEXT), Pair.MAX_SIZE);

    assertRejected(
        Rejection.BAD_SIGNATURE,
        () -> pair.enveloping.verify(envelope, Pair.WORKER.key(KeyPurpose.SIGN).info()));
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "HPKE_X25519_CHACHA", "HPKE_XWING", "HYBRID", "RSA_OAEP"})
  void aCiphertextCannotBeSignedAgainByAnother(CipherSuite suite) {
    var stolen = SealedEnvelope.read(pair.sealed(suite, TEXT), Pair.MAX_SIZE);
    // The thief takes the ciphertext, and writes and signs a header of his own around it.
    var mine = Pair.header(Pair.WORKER, stolen.header().target().key()).withPlaintextLength(3);
    var head = Enveloping.head(suite, SignatureKind.ED25519, HeaderForm.write(mine));
    var parts = new Enclosed(stolen.encapsulation(), stolen.commitment(), stolen.ciphertext());
    var thief = Pair.WORKER.key(KeyPurpose.SIGN);
    var resigned =
        SealedEnvelope.read(Enveloping.signed(parts.unsigned(head), thief), Pair.MAX_SIZE);

    pair.enveloping.verify(resigned, thief.info());
    assertRejected(Rejection.UNREADABLE, () -> pair.openedUnverified(resigned));
  }

  @Test
  void anEnvelopeCannotBeMadeOneOfAnotherSuite() {
    var envelope = pair.sealed(CipherSuite.HPKE_X25519, TEXT);
    envelope[5] = (byte) CipherSuite.HPKE_X25519_CHACHA.code();
    var read = SealedEnvelope.read(envelope, Pair.MAX_SIZE);

    assertRejected(
        Rejection.BAD_SIGNATURE, () -> pair.enveloping.verify(read, Pair.signer().info()));
    assertRejected(Rejection.UNREADABLE, () -> pair.openedUnverified(read));
  }

  @Test
  void aKeyThatWasNotCommittedToOpensNothing() {
    var to = Pair.opener(CipherSuite.HYBRID).info();
    var header = Pair.header(Pair.PLANNER, to.id()).withPlaintextLength(TEXT.length);
    var headerBytes = HeaderForm.write(header);
    var head = Enveloping.head(CipherSuite.HYBRID, SignatureKind.ED25519, headerBytes);
    var secret = Secret.random(32, Pair.RANDOM);
    var wrapped = RsaOaep.seal(to.rsa(), Digests.sha256(head), secret.bytes());
    var keys = HybridScheme.Keys.of(secret, Digests.sha256(headerBytes));
    // All is as it should be, but for a commitment that would fit another key.
    var commitment = HybridScheme.Keys.of(secret, new byte[32]).commitment();
    var authenticated = Enclosed.authenticated(head, wrapped, commitment);
    var ciphertext = Aead.AES_256_GCM.seal(keys.key(), keys.nonce(), authenticated, TEXT);
    var unsigned = new Enclosed(wrapped, commitment, ciphertext).unsigned(head);

    var bytes = Enveloping.signed(unsigned, Pair.signer());

    assertRejected(Rejection.UNREADABLE, () -> pair.opened(bytes));
  }

  @Test
  void howOpeningFailsDoesNotShowWhat() {
    var whole = SealedEnvelope.read(pair.sealed(CipherSuite.HYBRID, TEXT), Pair.MAX_SIZE);
    var bytes = whole.bytes();
    int encapsulation = whole.head().length + 2;
    int commitment = encapsulation + whole.encapsulation().length + 1;
    int ciphertext = whole.authenticated().length + 4;

    var padding = failure(bytes, encapsulation + 10);
    var key = failure(bytes, commitment);
    var tag = failure(bytes, ciphertext);

    assertThat(padding).hasSameClassAs(key).hasSameClassAs(tag);
    assertThat(padding).hasMessage(key.getMessage()).hasMessage(tag.getMessage());
    assertThat(padding).hasNoCause();
    assertThat(key).hasNoCause();
    assertThat(tag).hasNoCause();
  }

  private Throwable failure(byte[] bytes, int at) {
    var changed = bytes.clone();
    changed[at] ^= 1;
    var envelope = SealedEnvelope.read(changed, Pair.MAX_SIZE);
    var thrown = catchThrowable(() -> pair.openedUnverified(envelope));
    assertThat(((SecurityRejectedException) thrown).reason()).isEqualTo(Rejection.UNREADABLE);
    return thrown;
  }

  @Test
  void whatCannotBeUnwrappedGivesASecretThatNobodyKnows() {
    var key = Pair.WORKER.key(KeyPurpose.WRAP);
    var garbage = new byte[384];
    garbage[383] = 1;
    var other = garbage.clone();
    other[382] = 1;

    var decoy = key.unwrap(new byte[32], garbage, 32);

    assertThat(decoy.size()).isEqualTo(32);
    assertThat(decoy).isEqualTo(key.unwrap(new byte[32], garbage, 32));
    assertThat(decoy).isNotEqualTo(key.unwrap(new byte[32], other, 32));
    assertThat(decoy)
        .isNotEqualTo(Pair.PLANNER.key(KeyPurpose.WRAP).unwrap(new byte[32], garbage, 32));
    var ofAnotherLength = RsaOaep.seal(key.info().rsa(), new byte[32], new byte[31]);
    assertThat(key.unwrap(new byte[32], ofAnotherLength, 32).size()).isEqualTo(32);
  }

  @Test
  void theLengthOfTheTextIsTheOneThatWasSaid() {
    var to = Pair.opener(CipherSuite.HPKE_X25519).info();
    var headerBytes = HeaderForm.write(Pair.header(Pair.PLANNER, to.id()).withPlaintextLength(4));
    var head = Enveloping.head(CipherSuite.HPKE_X25519, SignatureKind.ED25519, headerBytes);
    var sealed =
        new HpkeScheme(dev.maos.security.crypto.Hpke.AES_256_GCM)
            .seal(head, Digests.sha256(headerBytes), to, TEXT);

    var bytes = Enveloping.signed(sealed.unsigned(head), Pair.signer());

    assertRejected(Rejection.UNREADABLE, () -> pair.opened(bytes));
  }

  private static void assertRejected(Rejection reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
