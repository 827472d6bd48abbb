package dev.maos.security.crypto;

import static dev.maos.security.crypto.Vectors.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the primitives refuse, and what they do not show. */
class PrimitivesTest {
  private final SecureRandom random = new SecureRandom();
  private final Secret key = Secret.random(32, random);

  @ParameterizedTest
  @EnumSource
  void aNonceHasTwelveBytes(Aead aead) {
    for (int size : new int[] {0, 1, 8, 11, 13, 16}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> aead.seal(key, new byte[size], new byte[0], new byte[0]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyHas32Bytes(Aead aead) {
    for (int size : new int[] {1, 16, 24, 31, 33}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> aead.seal(Secret.random(size, random), new byte[12], new byte[0], new byte[0]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCiphertextShorterThanItsTagIsRefused(Aead aead) {
    for (int size = 0; size < 16; size++) {
      var ciphertext = new byte[size];
      assertThatThrownBy(() -> aead.open(key, new byte[12], new byte[0], ciphertext))
          .isInstanceOf(SecurityRejectedException.class);
    }
  }

  @Test
  void theKeptCipherWritesWhatANewOneWould() {
    var kept = new KeptCipher(key);
    var plain = new byte[] {4, 5, 6, 7, 8};

    for (long counter = 0; counter < 3; counter++) {
      // One byte that is not authenticated, three that are, two, and the text.
      var out = new byte[] {99, 1, 2, 3, 98, 97, 4, 5, 6, 7, 8};
      out = java.util.Arrays.copyOf(out, out.length + 16);
      kept.seal(counter, out, 1, 4, 6, 5);
      var nonce = new byte[12];
      nonce[11] = (byte) counter;
      var ciphertext = java.util.Arrays.copyOfRange(out, 6, out.length);
      assertThat(Aead.AES_256_GCM.open(key, nonce, new byte[] {1, 2, 3}, ciphertext))
          .isEqualTo(plain);
      assertThat(kept.open(counter, out, 1, 4, 6, out.length - 6)).isEqualTo(plain);
    }
  }

  @Test
  void theKeptCipherGoesOnAfterARefusal() {
    var kept = new KeptCipher(key);
    var out = new byte[17];
    out[0] = 9;
    kept.seal(1, out, 0, 0, 0, 1);

    assertThatThrownBy(() -> kept.open(2, out, 0, 0, 0, 17))
        .isInstanceOf(SecurityRejectedException.class);

    assertThat(kept.open(1, out, 0, 0, 0, 17)).containsExactly(9);
  }

  @Test
  void oaepTakesAsMuchAsItSaysAndNoMore() {
    var pair = RsaOaep.generate(random);
    var open = (RSAPublicKey) pair.getPublic();

    assertThat(RsaOaep.capacity(open)).isEqualTo(318);
    var sealed = RsaOaep.seal(open, new byte[] {1}, new byte[318]);
    assertThat(RsaOaep.open(pair.getPrivate(), new byte[] {1}, sealed)).hasSize(318);
    assertThatThrownBy(() -> RsaOaep.seal(open, new byte[] {1}, new byte[319]))
        .isInstanceOf(IllegalStateException.class);
    for (int size : new int[] {0, 1, 383, 385, 1000}) {
      assertThatThrownBy(() -> RsaOaep.open(pair.getPrivate(), new byte[] {1}, new byte[size]))
          .isInstanceOf(SecurityRejectedException.class);
    }
  }

  // The points of small order on Curve25519, as they are written.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void aPointOfLowOrderIsNoKey(String point) {
    assertThat(X25519.isPublicKey(bytes(point))).isFalse();
    assertThatThrownBy(() -> X25519.agree(X25519.generate(random), bytes(point)))
        .isInstanceOf(SecurityRejectedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void noOtherPointChecksSignatures(String point) {
    assertThat(Ed25519.isPublicKey(bytes(point))).isFalse();
  }

  @Test
  void keysOfOtherLengthsAreNone() {
    assertThat(X25519.isPublicKey(new byte[31])).isFalse();
    assertThat(Ed25519.isPublicKey(new byte[33])).isFalse();
    assertThat(Ed25519.verify(new byte[31], new byte[0], new byte[64])).isFalse();
    assertThat(Ed25519.verify(Ed25519.publicKey(key), new byte[0], new byte[63])).isFalse();
  }

  @Test
  void bothSidesOfAnAgreementShareOneSecret() {
    var mine = X25519.generate(random);
    var yours = X25519.generate(random);

    var here = X25519.agree(mine, X25519.publicKey(yours));
    var there = X25519.agree(yours, X25519.publicKey(mine));

    assertThat(here).isEqualTo(there);
  }

  @Test
  void aSecretDoesNotShow() {
    var secret = Secret.of(new byte[] {0x5e, 0x5e, 0x5e, 0x5e});

    assertThat(secret).hasToString("Secret[4 bytes]").hasSameHashCodeAs(Secret.of(new byte[4]));
    assertThat(secret).isNotEqualTo(Secret.of(new byte[4]));

    secret.destroy();
    assertThat(secret).isEqualTo(Secret.of(new byte[4]));
  }

  @Test
  void everyRefusalReadsTheSame() {
    var texts =
        java.util.Arrays.stream(Rejection.values())
            .map(reason -> new SecurityRejectedException(reason).toString())
            .distinct();

    assertThat(texts).hasSize(1);
  }
}
