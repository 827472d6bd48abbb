package dev.maos.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** X-Wing is what its draft says, and what it wraps can be changed nowhere. */
class XWingTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] INFO = {1};
  private static final byte[] AAD = {2};
  private static final byte[] TEXT = {3, 4, 5};

  private final Secret key = XWing.generate(RANDOM);
  private final Hpke.Sealed sealed =
      Hpke.XWING_AES_256_GCM.seal(XWing.publicKey(key), INFO, _ -> AAD, TEXT);

  /**
   * The test vectors of draft-connolly-cfrg-xwing-kem, appendix C: the seed of a key, what is drawn
   * to encapsulate, and the secret. That hashes the halves of the encapsulation and the public key
   * of X25519, and follows from the encapsulation of ML-KEM: so none of them can be another one.
   */
  @ParameterizedTest
  @CsvSource({
    "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26,"
        + "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
        + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2,"
        + "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
    "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea,"
        + "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef"
        + "aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d,"
        + "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
    "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9,"
        + "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619"
        + "f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b,"
        + "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f"
  })
  void itsSecretsAreThoseOfTheDraft(String seed, String drawn, String secret) {
    var mine = bytes(seed);
    var open = XWing.publicKey(Secret.of(mine.clone()));
    var generator = new XWingKEMGenerator(drawing(bytes(drawn)));

    var encapsulated = generator.generateEncapsulated(new XWingPublicKeyParameters(open));

    assertThat(encapsulated.getSecret()).isEqualTo(bytes(secret));
    assertThat(encapsulated.getEncapsulation()).hasSize(XWing.ENCAPSULATION_SIZE);
    assertThat(
            new XWingKEMExtractor(new XWingPrivateKeyParameters(mine))
                .extractSecret(encapsulated.getEncapsulation()))
        .isEqualTo(bytes(secret));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** Gives these bytes one after the other, and no more. */
  private static SecureRandom drawing(byte[] drawn) {
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;
      private int at;

      @Override
      public void nextBytes(byte[] out) {
        System.arraycopy(drawn, at, out, 0, out.length);
        at += out.length;
      }
    };
  }

  @Test
  void whatIsSealedOpensForItsHolderAlone() {
    assertThat(open(key, sealed.encapsulation())).isEqualTo(TEXT);
    assertThat(sealed.encapsulation()).hasSize(XWing.ENCAPSULATION_SIZE);
    assertThatThrownBy(() -> open(XWing.generate(RANDOM), sealed.encapsulation()))
        .isInstanceOf(SecurityRejectedException.class);
  }

  private byte[] open(Secret with, byte[] encapsulation) {
    return Hpke.XWING_AES_256_GCM.open(with, encapsulation, INFO, AAD, sealed.ciphertext());
  }

  @Test
  void noByteOfAnEncapsulationCanBeChanged() {
    var encapsulation = sealed.encapsulation();
    for (int at = 0; at < encapsulation.length; at++) {
      var changed = encapsulation.clone();
      changed[at] ^= (byte) (1 << at % 7);
      assertThatThrownBy(() -> open(key, changed))
          .as("byte " + at)
          .isInstanceOf(SecurityRejectedException.class);
    }
    for (int length : new int[] {0, 32, XWing.ENCAPSULATION_SIZE - 1}) {
      assertThatThrownBy(() -> open(key, Arrays.copyOf(encapsulation, length)))
          .isInstanceOf(SecurityRejectedException.class);
    }
  }

  @Test
  void aKeyHasTwoSoundHalves() {
    var good = XWing.publicKey(key);
    var large = good.clone();
    Arrays.fill(large, 0, 3, (byte) 0xFF);
    var low = good.clone();
    Arrays.fill(low, good.length - X25519.KEY_SIZE, good.length, (byte) 0);

    assertThat(XWing.isPublicKey(good)).isTrue();
    assertThat(XWing.isPublicKey(large)).as("a number of ML-KEM beyond its modulus").isFalse();
    assertThat(XWing.isPublicKey(low)).as("a point of low order").isFalse();
    assertThat(XWing.isPublicKey(Arrays.copyOf(good, good.length - 1))).isFalse();
  }
}
