package dev.maos.security.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.security.keys.KeyPurpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sealed opens, for the recipient alone, and only as it was. */
class EnvelopeTest {
  private final Pair pair = new Pair();

  @ParameterizedTest
  @EnumSource(names = "AES_256_GCM", mode = EnumSource.Mode.EXCLUDE)
  void whatIsSealedOpens(CipherSuite suite) {
    for (int size : new int[] {0, 1, 31, 318}) {
      var plaintext = new byte[size];
      Arrays.fill(plaintext, (byte) 'p');

      var bytes = pair.sealed(suite, plaintext);

      assertThat(pair.opened(bytes)).isEqualTo(plaintext);
      assertThat(SealedEnvelope.read(bytes, Pair.MAX_SIZE).header())
          .isEqualTo(
              Pair.header(
                      Pair.PLANNER,
                      SealedEnvelope.read(bytes, Pair.MAX_SIZE).header().target().key())
                  .withPlaintextLength(size));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HYBRID", "HPKE_X25519", "HPKE_X25519_CHACHA", "HPKE_XWING", "RSA_OAEP"})
  void nothingOfTheTextShows(CipherSuite suite) {
    var plaintext =
        "attack at dawn, says the plan".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    var bytes = pair.sealed(suite, plaintext);

    assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("dawn");
    assertThat(pair.sealed(suite, plaintext)).isNotEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(names = {"HPKE_X25519", "HPKE_X25519_CHACHA", "SIGNED_CLEAR"})
  void noBitCanBeChanged(CipherSuite suite) {
    var bytes = pair.sealed(suite, new byte[] {1, 2, 3});
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      assertRefused(bytes, bit);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HYBRID", "RSA_OAEP", "HPKE_XWING"})
  void noByteCanBeChangedWhereThatTakesLonger(CipherSuite suite) {
    var bytes = pair.sealed(suite, new byte[] {1, 2, 3});
    for (int at = 0; at < bytes.length; at++) {
      assertRefused(bytes, 8 * at + at % 8);
    }
  }

  private void assertRefused(byte[] bytes, int bit) {
    var changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    assertThatThrownBy(() -> pair.opened(changed))
        .as("bit " + bit)
        .isInstanceOf(MaosException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HYBRID", "RSA_OAEP", "HPKE_X25519", "HPKE_X25519_CHACHA", "HPKE_XWING"})
  void theEncryptionAloneRefusesAnyBitThatWasChanged(CipherSuite suite) {
    var bytes = pair.sealed(suite, new byte[] {1, 2, 3});
    int signature = 2 + 64;
    // A private key of RSA takes its time, so there only every 25th bit; X-Wing has many bits.
    int step =
        switch (suite.recipientKey().orElseThrow()) {
          case WRAP -> 25;
          case AGREE_LASTING -> 7;
          case AGREE, SIGN -> 1;
        };
    for (int bit = 0; bit < 8 * (bytes.length - signature); bit += step) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> pair.openedUnverified(SealedEnvelope.read(changed, Pair.MAX_SIZE)))
          .as("bit " + bit)
          .isInstanceOf(MaosException.class);
    }
  }

  @Test
  void rsaTakesAsMuchAsItCan() {
    pair.sealed(CipherSuite.RSA_OAEP, new byte[318]);

    assertThatThrownBy(() -> pair.sealed(CipherSuite.RSA_OAEP, new byte[319]))
        .isInstanceOfSatisfying(
            MaosException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE_FOR_RSA_OAEP))
        .hasMessageContaining("319 bytes > 318, use HYBRID");
  }

  @Test
  void anotherRecipientOpensNothing() {
    for (var suite : new CipherSuite[] {CipherSuite.HYBRID, CipherSuite.HPKE_X25519}) {
      var envelope = SealedEnvelope.read(pair.sealed(suite, new byte[9]), Pair.MAX_SIZE);
      var purpose = suite.recipientKey().orElse(KeyPurpose.AGREE);

      assertThatThrownBy(() -> pair.enveloping.open(envelope, Pair.PLANNER.key(purpose)))
          .isInstanceOf(MaosException.class);
    }
  }
}
