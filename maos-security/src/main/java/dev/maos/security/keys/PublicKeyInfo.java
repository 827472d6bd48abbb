package dev.maos.security.keys;

import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.X25519;
import dev.maos.security.crypto.XWing;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key that is safe to use, with its purpose and its id.
 *
 * <p>It exists only in its one canonical encoding, so equal keys have equal ids. Immutable and
 * thread-safe.
 */
public final class PublicKeyInfo {
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] X25519_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");
  // 1.3.6.1.4.1.62253.25722, and 1,216 bytes of key.
  private static final byte[] XWING =
      HexFormat.of().parseHex("308204d4300d060b2b0601040183e62d81c87a038204c100");
  private static final int RAW_SIZE = 32;
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;
  private static final int MIN_EXPONENT = 65_537;
  private static final int MAX_EXPONENT_BITS = 256;

  private final KeyPurpose purpose;
  private final byte[] spki;
  private final KeyId id;

  private PublicKeyInfo(KeyPurpose purpose, byte[] spki) {
    this.purpose = purpose;
    this.spki = spki;
    this.id = KeyId.ofSpki(spki);
  }

  static PublicKeyInfo ofEd25519(byte[] raw) {
    return of(join(ED25519, raw));
  }

  static PublicKeyInfo ofX25519(byte[] raw) {
    return of(join(X25519_PREFIX, raw));
  }

  static PublicKeyInfo ofXWing(byte[] raw) {
    return of(join(XWING, raw));
  }

  /**
   * The key of a SubjectPublicKeyInfo in DER.
   *
   * <p>Refuses with {@link dev.maos.base.ErrorCode#INVALID_PUBLIC_KEY} all but Ed25519, X25519,
   * X-Wing and RSA, points of low order, RSA below 2048 or above 8192 bits or with an exponent that
   * is even, below 65,537 or beyond 256 bits, and any byte too many.
   */
  public static PublicKeyInfo of(byte[] der) {
    if (isCurve(der, ED25519)) {
      require(Ed25519.isPublicKey(rawOf(der)), "a point that no Ed25519 key has");
      return new PublicKeyInfo(KeyPurpose.SIGN, der.clone());
    }
    if (isCurve(der, X25519_PREFIX)) {
      require(X25519.isPublicKey(rawOf(der)), "a point of low order on X25519");
      return new PublicKeyInfo(KeyPurpose.AGREE, der.clone());
    }
    if (isXWing(der)) {
      require(XWing.isPublicKey(rawOf(der, XWing.PUBLIC_SIZE)), "halves that no X-Wing key has");
      return new PublicKeyInfo(KeyPurpose.AGREE_LASTING, der.clone());
    }
    var rsa = rsa(der);
    check(rsa);
    require(Arrays.equals(rsa.getEncoded(), der), "bytes that do not belong to the key");
    return new PublicKeyInfo(KeyPurpose.WRAP, der.clone());
  }

  private static void check(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    require(bits >= MIN_RSA_BITS, "RSA of %d bits".formatted(bits));
    require(bits <= MAX_RSA_BITS, "RSA of %d bits".formatted(bits));
    require(key.getModulus().testBit(0), "an even RSA modulus");
    var exponent = key.getPublicExponent();
    require(
        exponent.testBit(0)
            && exponent.bitLength() <= MAX_EXPONENT_BITS
            && exponent.bitLength() >= Integer.SIZE - Integer.numberOfLeadingZeros(MIN_EXPONENT),
        "an unsafe RSA exponent");
  }

  private static RSAPublicKey rsa(byte[] der) {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException _) {
      throw KeyRefusal.of("no key of Ed25519, X25519, X-Wing or RSA");
    }
  }

  private static void require(boolean safe, String what) {
    if (!safe) {
      throw KeyRefusal.of(what);
    }
  }

  private static boolean isCurve(byte[] der, byte[] prefix) {
    return begins(der, prefix, RAW_SIZE);
  }

  private static boolean isXWing(byte[] der) {
    return begins(der, XWING, XWing.PUBLIC_SIZE);
  }

  private static boolean begins(byte[] der, byte[] prefix, int more) {
    return der.length == prefix.length + more
        && Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] rawOf(byte[] der) {
    return rawOf(der, RAW_SIZE);
  }

  private static byte[] rawOf(byte[] der, int size) {
    return Arrays.copyOfRange(der, der.length - size, der.length);
  }

  private static byte[] join(byte[] prefix, byte[] raw) {
    var joined = Arrays.copyOf(prefix, prefix.length + raw.length);
    System.arraycopy(raw, 0, joined, prefix.length, raw.length);
    return joined;
  }

  /** What the key is for. */
  public KeyPurpose purpose() {
    return purpose;
  }

  /** The name of the key. */
  public KeyId id() {
    return id;
  }

  /** The SubjectPublicKeyInfo in DER, a copy. */
  public byte[] der() {
    return spki.clone();
  }

  /** The 32 bytes of a key of Ed25519 or X25519, the 1,216 of one of X-Wing. */
  public byte[] raw() {
    if (purpose == KeyPurpose.WRAP) {
      throw new IllegalStateException("a key of RSA has no raw form");
    }
    return rawOf(spki, purpose == KeyPurpose.AGREE_LASTING ? XWing.PUBLIC_SIZE : RAW_SIZE);
  }

  /** The key of RSA. */
  public RSAPublicKey rsa() {
    return rsa(spki);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKeyInfo that && Arrays.equals(spki, that.spki);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return purpose + " key " + id;
  }
}
