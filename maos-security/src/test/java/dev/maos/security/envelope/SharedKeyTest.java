package dev.maos.security.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.KeptCipher;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.wire.ByteWriter;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Envelopes under a key that both sides have: quick, and no nonce twice. */
class SharedKeyTest {
  private static final AgentId PLANNER = Pair.PLANNER.agent();
  private static final byte[] TEXT = {1, 2, 3};

  private final Secret secret = Secret.random(32, Pair.RANDOM);
  private final SharedKey key = SharedKey.of(secret, 4);
  private final UUID session = new UUID(Pair.RANDOM.nextLong(), Pair.RANDOM.nextLong());
  private final SharedKeySealer sealer = key.sealer(Pair.DEPLOYMENT, PLANNER, session);
  private final SharedKeyOpener opener = key.opener(Pair.DEPLOYMENT, PLANNER, session);

  @Test
  void whatIsSealedOpensInAnyOrderAndAgain() {
    var first = read(sealer.seal(header(session), TEXT));
    var second = read(sealer.seal(header(session), new byte[0]));

    assertThat(opener.open(second)).isEmpty();
    assertThat(opener.open(first)).isEqualTo(TEXT);
    assertThat(opener.open(first)).isEqualTo(TEXT);
    assertThat(first.signatureKind()).isEqualTo(SignatureKind.TAG);
  }

  @Test
  void noBitCanBeChanged() {
    var bytes = sealer.seal(header(session), TEXT);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> opener.open(read(changed)))
          .as("bit " + bit)
          .isInstanceOf(MaosException.class);
    }
  }

  @Test
  void everyTruncationIsRefused() {
    var bytes = sealer.seal(header(session), TEXT);
    for (int length = 0; length < bytes.length; length++) {
      var cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(MaosException.class);
    }
  }

  @Test
  void twoProcessesWithOneKeyNeverUseOneNonceTwice() {
    // What a process encrypts with is the derived key; what makes its nonce is the counter.
    var used = new HashSet<String>();
    for (int process = 0; process < 50; process++) {
      var id = new UUID(Pair.RANDOM.nextLong(), Pair.RANDOM.nextLong());
      var derived = SharedKey.of(secret, 4).derive(Pair.DEPLOYMENT, PLANNER, id);
      var its = SharedKey.of(secret, 4).sealer(Pair.DEPLOYMENT, PLANNER, id);
      addUses(used, derived, its, id);
    }
    assertThat(used).hasSize(50 * 20);
  }

  private void addUses(Set<String> used, Secret derived, SharedKeySealer its, UUID id) {
    var name = java.util.HexFormat.of().formatHex(derived.slice(0, Aead.KEY_SIZE).bytes());
    for (int i = 0; i < 20; i++) {
      used.add(name + ":" + counter(its.seal(header(id), TEXT)));
    }
  }

  private static long counter(byte[] bytes) {
    return ByteBuffer.wrap(read(bytes).encapsulation()).getLong();
  }

  @Test
  void senderSessionAndDeploymentEachMakeAnotherKey() {
    var derived = new HashSet<String>();
    for (var deployment : new UUID[] {Pair.DEPLOYMENT, new UUID(8, 8)}) {
      for (var sender : new AgentId[] {PLANNER, AgentId.of("worker")}) {
        for (var id : new UUID[] {session, new UUID(1, 1)}) {
          derived.add(
              java.util.HexFormat.of().formatHex(key.derive(deployment, sender, id).bytes()));
        }
      }
    }
    assertThat(derived).hasSize(8);
  }

  @Test
  void threadsThatSealAtOnceUseEachCounterOnce() throws InterruptedException {
    var seen = java.util.concurrent.ConcurrentHashMap.<Long>newKeySet();
    var threads = new java.util.ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int j = 0; j < 500; j++) {
                  seen.add(counter(sealer.seal(header(session), TEXT)));
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(seen).hasSize(2_000);
  }

  @Test
  void aKeyThatIsUsedUpSealsNoMore() {
    var derived = key.derive(Pair.DEPLOYMENT, PLANNER, session);
    var late = new SharedKeySealer(key, session, derived, SharedKeySealer.MAX_ENVELOPES - 1);

    assertThat(late.isUsedUp()).isFalse();
    assertThat(opener.open(read(late.seal(header(session), TEXT)))).isEqualTo(TEXT);

    assertThat(late.isUsedUp()).isTrue();
    assertThatThrownBy(() -> late.seal(header(session), TEXT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theHeaderOfAnotherSessionOrKeyIsRefused() {
    assertThatThrownBy(() -> sealer.seal(header(new UUID(9, 9)), TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sealer.seal(Pair.header(Pair.PLANNER, key.id()), TEXT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherKeyIsNoticedBeforeAnythingIsDecrypted() {
    var other = SharedKey.of(Secret.random(32, Pair.RANDOM), 4);
    var envelope = read(sealer.seal(header(session), TEXT));

    assertThatThrownBy(() -> other.opener(Pair.DEPLOYMENT, PLANNER, session).open(envelope))
        .isInstanceOf(SecurityRejectedException.class);
    assertThat(envelope.commitment()).hasSize(32);
  }

  /** T12: AES-GCM alone lets whoever knows two keys write one ciphertext for both. */
  @Test
  void oneCiphertextDoesNotShowTwoTextsToTwoKeys() throws GeneralSecurityException {
    var other = SharedKey.of(Secret.random(32, Pair.RANDOM), 4);
    var mine = key.derive(Pair.DEPLOYMENT, PLANNER, session).slice(0, Aead.KEY_SIZE);
    var its = other.derive(Pair.DEPLOYMENT, PLANNER, session).slice(0, Aead.KEY_SIZE);
    var envelope = read(sealer.seal(header(session), new byte[32]));
    var head = java.util.Arrays.copyOf(envelope.bytes(), envelope.authenticatedLength());
    var forged = TwoTexts.ciphertext(mine, its, 0, head);
    var bytes = envelope.bytes();
    System.arraycopy(forged, 0, bytes, head.length + Integer.BYTES, forged.length);
    assertThat(opened(mine, head, forged)).isNotEqualTo(opened(its, head, forged));

    assertThat(opener.open(read(bytes))).isEqualTo(opened(mine, head, forged));
    assertThatThrownBy(() -> other.opener(Pair.DEPLOYMENT, PLANNER, session).open(read(bytes)))
        .isInstanceOf(SecurityRejectedException.class);
  }

  private static byte[] opened(Secret with, byte[] aad, byte[] ciphertext) {
    var all = new ByteWriter().raw(aad).raw(ciphertext).bytes();
    return new KeptCipher(with).open(0, all, 0, aad.length, aad.length, ciphertext.length);
  }

  @Test
  void whatIsForManyIsSignedToo() {
    var signer = Pair.PLANNER.key(KeyPurpose.SIGN);
    var envelope = read(sealer.sealAndSign(header(session), TEXT, signer));

    new Pair().enveloping.verify(envelope, signer.info());
    assertThat(opener.open(envelope)).isEqualTo(TEXT);
    var unsigned = read(sealer.seal(header(session), TEXT));
    assertThatThrownBy(() -> new Pair().enveloping.verify(unsigned, signer.info()))
        .isInstanceOf(SecurityRejectedException.class);
  }

  private EnvelopeHeader header(UUID inSession) {
    var model = Pair.header(Pair.PLANNER, key.id());
    return new EnvelopeHeader(
        model.kind(),
        model.deployment(),
        new Origin(PLANNER, model.origin().key(), inSession),
        new Target(Target.Type.AGENT, "worker", key.id(), key.epoch()),
        model.place(),
        model.createdAt(),
        model.expiresAt(),
        0);
  }

  private static SealedEnvelope read(byte[] bytes) {
    return SealedEnvelope.read(bytes, Pair.MAX_SIZE);
  }
}
