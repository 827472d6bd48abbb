package dev.maos.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public keys as text: what goes out comes in again, and nothing unsafe does. */
class PemTest {
  private static final AgentId WORKER = AgentId.of("worker");
  private static final String CURVE = "302a300506032b65";

  private final SecureRandom random = new SecureRandom();

  @Test
  void keysOfAllPurposesComeBackAsTheyWentOut() {
    var keys = AgentKeys.generate(WORKER, EnumSet.allOf(KeyPurpose.class), Instant.EPOCH, random);

    var again = AgentPublicKeys.fromPem(WORKER, keys.open().toPem());

    assertThat(again).isEqualTo(keys.open());
    assertThat(again.key(KeyPurpose.WRAP).orElseThrow().rsa().getModulus().bitLength())
        .isEqualTo(3072);
  }

  @Test
  void aCertificateCountsAsItsKey() throws IOException {
    var keys = AgentPublicKeys.fromPem(WORKER, certificate());

    assertThat(keys.keys())
        .singleElement()
        .extracting(PublicKeyInfo::purpose)
        .isEqualTo(KeyPurpose.SIGN);
  }

  @Test
  void manyCertificatesAreRefused() throws IOException {
    assertRefused(certificate().repeat(2), "more than one");
    assertRefused(certificate().repeat(100), "16 KiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "worker",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n????\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----"
      })
  void whatIsNoPemIsRefused(String text) {
    assertRefused(text, "");
  }

  @Test
  void aPrivateKeyIsRefusedAndNotRepeated() throws GeneralSecurityException {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var base64 = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    for (var label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
      var pem = "-----BEGIN %s-----\n%s\n-----END %s-----".formatted(label, base64, label);

      assertThatThrownBy(() -> AgentPublicKeys.fromPem(WORKER, pem))
          .hasMessageContaining("a private key")
          .hasMessageNotContaining(base64);
    }
    // Under the wrong name it is no public key either.
    assertRefused(pem(pair.getPrivate().getEncoded()), "");
  }

  @Test
  void textAroundTheKeyIsRefused() {
    var pem =
        AgentKeys.generate(WORKER, EnumSet.of(KeyPurpose.SIGN), Instant.EPOCH, random)
            .open()
            .toPem();

    assertRefused("Comment: hello\n" + pem, "");
    assertRefused(pem + "x", "");
  }

  @Test
  void twoKeysForOnePurposeAreRefused() {
    var keys = EnumSet.of(KeyPurpose.SIGN);
    var one = AgentKeys.generate(WORKER, keys, Instant.EPOCH, random).open().toPem();
    var two = AgentKeys.generate(WORKER, keys, Instant.EPOCH, random).open().toPem();

    assertRefused(one + two, "more than one");
  }

  @Test
  void weakRsaIsRefused() throws GeneralSecurityException {
    assertRefused(pem(rsa(1024).getEncoded()), "1024");
    assertRefused(pem(rsa(2040).getEncoded()), "2040");
    assertThat(PublicKeyInfo.of(rsa(2048).getEncoded()).purpose()).isEqualTo(KeyPurpose.WRAP);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 17, 65_535, 65_538})
  void anUnsafeExponentIsRefused(long exponent) throws GeneralSecurityException {
    var modulus = ((java.security.interfaces.RSAPublicKey) rsa(2048)).getModulus();
    var key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent)));

    assertRefused(pem(key.getEncoded()), "exponent");
  }

  @Test
  void otherKindsOfKeysAreRefused() throws GeneralSecurityException {
    var ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"));
    var dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(2048);

    assertRefused(pem(ec.generateKeyPair().getPublic().getEncoded()), "no key of");
    assertRefused(pem(dsa.generateKeyPair().getPublic().getEncoded()), "no key of");
    for (var name : new String[] {"Ed448", "X448", "ML-KEM-768", "ML-DSA-65"}) {
      var key = KeyPairGenerator.getInstance(name).generateKeyPair().getPublic();
      assertRefused(pem(key.getEncoded()), "no key of");
    }
  }

  @Test
  void pointsOfLowOrderAreRefused() {
    assertRefused(pem(HexFormat.of().parseHex(CURVE + "6e032100" + "00".repeat(32))), "low order");
    assertRefused(
        pem(HexFormat.of().parseHex(CURVE + "6e03210001" + "00".repeat(31))), "low order");
    assertRefused(pem(HexFormat.of().parseHex(CURVE + "7003210001" + "00".repeat(31))), "Ed25519");
  }

  @Test
  void bytesBehindTheKeyAreRefused() throws GeneralSecurityException {
    var keys = AgentKeys.generate(WORKER, EnumSet.allOf(KeyPurpose.class), Instant.EPOCH, random);
    for (var key : keys.open().keys()) {
      var longer = java.util.Arrays.copyOf(key.der(), key.der().length + 1);
      assertRefused(pem(longer), "");
      var shorter = java.util.Arrays.copyOf(key.der(), key.der().length - 1);
      assertRefused(pem(shorter), "");
    }
  }

  @Test
  void anIdIsTheHashOfTheKey() {
    var key =
        PublicKeyInfo.of(
            HexFormat.of()
                .parseHex(
                    CURVE
                        + "70032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    assertThat(KeyId.parse(key.id().toString())).isEqualTo(key.id());
    assertThat(KeyId.of(key.id().bytes())).isEqualTo(key.id());
    assertThat(key.id().bytes())
        .isEqualTo(java.util.Arrays.copyOf(dev.maos.security.crypto.Digests.sha256(key.der()), 16));
    assertThatThrownBy(() -> KeyId.parse("AB".repeat(16)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> KeyId.parse("../x")).isInstanceOf(InvalidInputException.class);
  }

  private static java.security.PublicKey rsa(int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic();
  }

  private static String pem(byte[] der) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getEncoder().encodeToString(der));
  }

  private static String certificate() throws IOException {
    try (var in = PemTest.class.getResourceAsStream("/worker-certificate.pem")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void assertRefused(String pem, String what) {
    assertThatThrownBy(() -> AgentPublicKeys.fromPem(WORKER, pem))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PUBLIC_KEY))
        .hasMessageContaining(what);
  }
}
