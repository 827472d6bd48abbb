package dev.maos.security.crypto;

import static dev.maos.security.crypto.Vectors.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All who compute signatures, of which two processes may have different ones. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SigningEngineTest {
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** The points whose eightfold is the neutral one, and two other ways to write some of them. */
  private static final List<String> SMALL_POINTS =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
          "0100000000000000000000000000000000000000000000000000000000000080",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  static List<SigningEngine> engines() throws Exception {
    var corretto = CorrettoSigning.find();
    assertThat(corretto).as("the native library is among the dependencies of tests").isPresent();
    return List.of(new BouncySigning(BouncySigning.NAME), corretto.get());
  }

  @Test
  void theNativeOneIsTaken() {
    assertThat(SigningEngine.quickest().name()).isEqualTo("Corretto");
    assertThat(Ed25519.engine()).isEqualTo("Corretto");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void agreesWithTheAuthors(SigningEngine engine) {
    for (var vector : Vectors.of("ed25519.txt").lines()) {
      var key = bytes(vector[0]);
      var open = bytes(vector[1]);
      var message = bytes(vector[2]);
      var signature = bytes(vector[3]);
      assertThat(engine.sign(key, open, message)).isEqualTo(signature);
      assertThat(engine.verify(open, message, signature)).isTrue();
      for (int bit = message.length % 67; bit < 8 * signature.length; bit += 67) {
        var changed = signature.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(engine.verify(open, message, changed)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aSecondFormOfASignatureIsRefused(SigningEngine engine) {
    for (var vector : Vectors.of("ed25519.txt").lines()) {
      var signature = bytes(vector[3]);
      var more = number(Arrays.copyOfRange(signature, 32, 64)).add(ORDER);
      if (more.bitLength() <= 256) {
        System.arraycopy(littleEndian(more), 0, signature, 32, 32);
        assertThat(engine.verify(bytes(vector[1]), bytes(vector[2]), signature)).isFalse();
      }
    }
  }

  /** Else a liar could write a ballot that some members of a committee see, and others do not. */
  @Test
  void allSayTheSameOfSignaturesThatNobodyHonestMakes() throws Exception {
    var random = new SplittableRandom(7);
    int accepted = 0;
    for (int i = 0; i < 20; i++) {
      var key = new byte[32];
      random.nextBytes(key);
      var open = Ed25519.publicKey(Secret.of(key.clone()));
      var message = new byte[] {(byte) i};
      for (var point : SMALL_POINTS) {
        var signature = signature(key, open, message, HexFormat.of().parseHex(point));
        var answers = new ArrayList<Boolean>();
        for (var engine : engines()) {
          answers.add(engine.verify(open, message, signature));
        }
        assertThat(answers).as("with " + point).isIn(all(true), all(false));
        accepted += answers.getFirst() ? 1 : 0;
      }
    }
    assertThat(accepted).as("some are accepted, by all").isPositive();
  }

  private static List<Boolean> all(boolean answer) {
    return Collections.nCopies(2, answer);
  }

  /** A signature whose nonce is nought, with this point in place of the neutral one. */
  private static byte[] signature(byte[] key, byte[] open, byte[] message, byte[] point)
      throws Exception {
    var secret = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(key), 32);
    secret[0] &= (byte) 248;
    secret[31] &= 127;
    secret[31] |= 64;
    var digest = MessageDigest.getInstance("SHA-512");
    digest.update(point);
    digest.update(open);
    var challenge = number(digest.digest(message)).mod(ORDER);
    var product = challenge.multiply(number(secret)).mod(ORDER);
    var signature = Arrays.copyOf(point, 64);
    System.arraycopy(littleEndian(product), 0, signature, 32, 32);
    return signature;
  }

  private static BigInteger number(byte[] littleEndian) {
    var bytes = littleEndian.clone();
    for (int i = 0; i < bytes.length / 2; i++) {
      byte kept = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = kept;
    }
    return new BigInteger(1, bytes);
  }

  private static byte[] littleEndian(BigInteger number) {
    var bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
