package dev.maos.security.crypto;

import static dev.maos.security.crypto.Vectors.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** HPKE gives the answers of RFC 9180, and of a second implementation made of parts of the JDK. */
class HpkeTest {
  private static final byte[] INFO = bytes("4f6465206f6e2061204772656369616e2055726e");
  private static final byte[] AAD = bytes("436f756e742d30");
  private static final byte[] PLAIN = "Beauty is truth, truth beauty".getBytes(US_ASCII);

  private final SecureRandom random = new SecureRandom();

  @Test
  void opensTheMessageOfAppendixA1() {
    short aes128 = 1;

    var opened =
        BouncyCastle.hpkeOpen(
            BouncyCastle.X25519_KEM,
            aes128,
            bytes("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"),
            bytes("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"),
            INFO,
            AAD,
            bytes(
                "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea"
                    + "87e13c512a"));

    assertThat(opened).isEqualTo(PLAIN);
  }

  @Test
  void opensTheMessageOfAppendixA2() {
    var opened =
        Hpke.CHACHA20_POLY1305.open(
            Secret.of(bytes("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")),
            bytes("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"),
            INFO,
            AAD,
            bytes(
                "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d"
                    + "2dd1b51a28"));

    assertThat(opened).isEqualTo(PLAIN);
  }

  @Test
  void agreesBothWaysWithASecondImplementation() throws Exception {
    var key = X25519.generate(random);
    var point = X25519.publicKey(key);

    var ours = Hpke.AES_256_GCM.seal(point, INFO, _ -> AAD, PLAIN);
    var theirs = JdkHpke.seal(point, INFO, AAD, PLAIN);

    assertThat(JdkHpke.open(key, ours.encapsulation(), INFO, AAD, ours.ciphertext()))
        .isEqualTo(PLAIN);
    assertThat(Hpke.AES_256_GCM.open(key, theirs.encapsulation(), INFO, AAD, theirs.ciphertext()))
        .isEqualTo(PLAIN);
  }

  @Test
  void whatIsSealedAgainIsNeverTheSame() {
    var point = X25519.publicKey(X25519.generate(random));

    var first = Hpke.AES_256_GCM.seal(point, INFO, _ -> AAD, PLAIN);
    var second = Hpke.AES_256_GCM.seal(point, INFO, _ -> AAD, PLAIN);

    assertThat(first.encapsulation()).isNotEqualTo(second.encapsulation());
    assertThat(first.ciphertext()).isNotEqualTo(second.ciphertext());
  }

  @Test
  void refusesAnyOtherKeyWordOrCiphertext() {
    var key = X25519.generate(random);
    var sealed = Hpke.AES_256_GCM.seal(X25519.publicKey(key), INFO, _ -> AAD, PLAIN);

    assertRefused(X25519.generate(random), sealed.encapsulation(), INFO, AAD, sealed.ciphertext());
    assertRefused(key, X25519.publicKey(key), INFO, AAD, sealed.ciphertext());
    assertRefused(key, new byte[32], INFO, AAD, sealed.ciphertext());
    assertRefused(key, new byte[31], INFO, AAD, sealed.ciphertext());
    assertRefused(key, sealed.encapsulation(), AAD, AAD, sealed.ciphertext());
    assertRefused(key, sealed.encapsulation(), INFO, INFO, sealed.ciphertext());
    assertRefused(key, sealed.encapsulation(), INFO, AAD, new byte[3]);
    assertRefused(key, sealed.encapsulation(), INFO, AAD, new byte[0]);
  }

  private static void assertRefused(
      Secret key, byte[] encapsulation, byte[] info, byte[] aad, byte[] ciphertext) {
    assertThatThrownBy(() -> Hpke.AES_256_GCM.open(key, encapsulation, info, aad, ciphertext))
        .isInstanceOf(SecurityRejectedException.class);
  }
}
