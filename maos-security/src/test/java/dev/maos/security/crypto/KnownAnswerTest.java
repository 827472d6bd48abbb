package dev.maos.security.crypto;

import static dev.maos.security.crypto.Vectors.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import org.junit.jupiter.api.Test;

/** Our primitives give the answers that others have published. */
class KnownAnswerTest {

  @Test
  void aesGcmAgreesWithTheVectorsOfNist() {
    int refused = checkAead(Aead.AES_256_GCM, "aes-256-gcm.txt", 750);

    assertThat(refused).isEqualTo(191);
  }

  @Test
  void chaChaAgreesWithTheVectorsOfTheRfcAndOthers() {
    int refused = checkAead(Aead.CHACHA20_POLY1305, "chacha20-poly1305.txt", 71);

    assertThat(refused).isEqualTo(1);
  }

  /** How many of them have to be refused. */
  private static int checkAead(Aead aead, String file, int count) {
    var vectors = Vectors.of(file).lines();
    int refused = 0;
    for (var vector : vectors) {
      var key = Secret.of(bytes(vector[0]));
      if (vector[3].equals("REFUSED")) {
        refused++;
        assertThatThrownBy(
                () -> aead.open(key, bytes(vector[1]), bytes(vector[2]), bytes(vector[4])))
            .isInstanceOf(SecurityRejectedException.class);
        continue;
      }
      assertThat(aead.seal(key, bytes(vector[1]), bytes(vector[2]), bytes(vector[3])))
          .isEqualTo(bytes(vector[4]));
      assertThat(aead.open(key, bytes(vector[1]), bytes(vector[2]), bytes(vector[4])))
          .isEqualTo(bytes(vector[3]));
    }
    assertThat(vectors).hasSize(count);
    return refused;
  }

  @Test
  void hkdfAgreesWithTheRfc() {
    var vectors = Vectors.of("hkdf-sha256.txt").lines();
    for (var vector : vectors) {
      var derived =
          Hkdf.derive(
              Secret.of(bytes(vector[0])),
              bytes(vector[1]),
              bytes(vector[2]),
              Integer.parseInt(vector[3]));
      assertThat(derived.bytes()).isEqualTo(bytes(vector[4]));
    }
    assertThat(vectors).hasSize(4);
  }

  @Test
  void ed25519AgreesWithItsAuthors() {
    var vectors = Vectors.of("ed25519.txt").lines();
    for (var vector : vectors) {
      var key = Secret.of(bytes(vector[0]));
      var message = bytes(vector[2]);
      var signature = bytes(vector[3]);
      assertThat(Ed25519.publicKey(key)).isEqualTo(bytes(vector[1]));
      assertThat(Ed25519.sign(key, bytes(vector[1]), message)).isEqualTo(signature);
      assertThat(Ed25519.verify(bytes(vector[1]), message, signature)).isTrue();
      signature[Math.floorMod(message.length, 64)] ^= 1;
      assertThat(Ed25519.verify(bytes(vector[1]), message, signature)).isFalse();
    }
    assertThat(vectors).hasSize(256);
  }

  @Test
  void x25519AgreesWithTheRfc() {
    // RFC 7748, 5.2.
    var vectors =
        new String[][] {
          {
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
          },
          {
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
          },
        };
    for (var vector : vectors) {
      assertThat(X25519.agree(Secret.of(bytes(vector[0])), bytes(vector[1])).bytes())
          .isEqualTo(bytes(vector[2]));
    }
  }

  @Test
  void oaepAgreesWithTheVectorsOfPkcs1() throws GeneralSecurityException {
    var vectors = Vectors.of("rsa-oaep-sha256.txt").lines();
    for (var vector : vectors) {
      assertThat(RsaOaep.open(privateKey(vector), new byte[0], bytes(vector[3])))
          .isEqualTo(bytes(vector[2]));
      assertThatThrownBy(() -> RsaOaep.open(privateKey(vector), new byte[] {1}, bytes(vector[3])))
          .isInstanceOf(SecurityRejectedException.class);
    }
    assertThat(vectors).hasSize(60);
  }

  private static PrivateKey privateKey(String[] vector) throws GeneralSecurityException {
    var spec = new RSAPrivateKeySpec(new BigInteger(vector[0], 16), new BigInteger(vector[1], 16));
    return KeyFactory.getInstance("RSA").generatePrivate(spec);
  }
}
