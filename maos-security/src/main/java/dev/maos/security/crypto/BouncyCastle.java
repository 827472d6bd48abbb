package dev.maos.security.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/** The one class that sees the library of Curve25519, X-Wing and HPKE. Thread-safe. */
final class BouncyCastle {
  static final short X25519_KEM = HPKE.kem_X25519_SHA256;
  static final short XWING_KEM = HPKE.kem_X_WING;
  static final short AES_256_GCM = HPKE.aead_AES_GCM256;
  static final short CHACHA20_POLY1305 = HPKE.aead_CHACHA20_POLY1305;

  private BouncyCastle() {}

  static byte[] generateSigningKey(SecureRandom random) {
    var key = new byte[Ed25519.SECRET_KEY_SIZE];
    Ed25519.generatePrivateKey(random, key);
    return key;
  }

  static byte[] verifyingKey(byte[] signingKey) {
    var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(signingKey, 0, key, 0);
    return key;
  }

  static boolean isVerifyingKey(byte[] key) {
    return Ed25519.validatePublicKeyFull(key, 0);
  }

  static byte[] sign(byte[] signingKey, byte[] verifyingKey, byte[] message) {
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(signingKey, 0, verifyingKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  static boolean verify(byte[] verifyingKey, byte[] message, byte[] signature) {
    return Ed25519.verify(signature, 0, verifyingKey, 0, message, 0, message.length);
  }

  static byte[] generateAgreementKey(SecureRandom random) {
    var key = new byte[X25519.SCALAR_SIZE];
    X25519.generatePrivateKey(random, key);
    return key;
  }

  static byte[] agreementPoint(byte[] key) {
    var point = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(key, 0, point, 0);
    return point;
  }

  /** Whether the shared secret, written to {@code out}, is one that depends on the key. */
  static boolean agree(byte[] key, byte[] point, byte[] out) {
    return X25519.calculateAgreement(key, 0, point, 0, out, 0);
  }

  /** The encapsulation, then the ciphertext. */
  static byte[][] hpkeSeal(
      short kem,
      short aead,
      byte[] publicKey,
      byte[] info,
      UnaryOperator<byte[]> aad,
      byte[] plaintext) {
    try {
      var hpke = hpke(kem, aead);
      var context = hpke.setupBaseS(hpke.deserializePublicKey(publicKey), info);
      var encapsulation = context.getEncapsulation();
      return new byte[][] {encapsulation, context.seal(aad.apply(encapsulation), plaintext)};
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("cannot encrypt with HPKE", e);
    }
  }

  static byte[] hpkeOpen(
      short kem,
      short aead,
      byte[] key,
      byte[] encapsulation,
      byte[] info,
      byte[] aad,
      byte[] ciphertext) {
    try {
      var pair = kem == XWING_KEM ? xwingPair(key) : agreementPair(key);
      return hpke(kem, aead).setupBaseR(encapsulation, pair, info).open(aad, ciphertext);
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException _) {
      // The latter two are what the library says of an encapsulation that is no point, or a weak
      // one; a ciphertext shorter than its tag is among them too.
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
  }

  private static HPKE hpke(short kem, short aead) {
    return new HPKE(HPKE.mode_base, kem, HPKE.kdf_HKDF_SHA256, aead);
  }

  private static AsymmetricCipherKeyPair agreementPair(byte[] key) {
    var mine = new X25519PrivateKeyParameters(key);
    return new AsymmetricCipherKeyPair(mine.generatePublicKey(), mine);
  }

  private static AsymmetricCipherKeyPair xwingPair(byte[] seed) {
    var mine = new XWingPrivateKeyParameters(seed);
    return new AsymmetricCipherKeyPair(mine.getPublicKeyParameters(), mine);
  }

  static byte[] xwingPublicKey(byte[] seed) {
    return new XWingPrivateKeyParameters(seed).getPublicKeyParameters().getEncoded();
  }

  /** Whether the numbers of the half of ML-KEM are as small as they have to be. */
  static boolean isXwingPublicKey(byte[] key) {
    try {
      return Arrays.equals(new XWingPublicKeyParameters(key).getEncoded(), key);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
