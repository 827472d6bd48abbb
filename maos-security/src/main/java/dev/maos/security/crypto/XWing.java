package dev.maos.security.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Keys of X-Wing, the KEM of ML-KEM-768 and X25519 together (draft-connolly-cfrg-xwing-kem): what
 * is encapsulated for one stays secret as long as either of the two is sound. Thread-safe.
 */
public final class XWing {
  /** The length of a private key, which is a seed, in bytes. */
  public static final int SECRET_SIZE = 32;

  /** The length of a public key in bytes. */
  public static final int PUBLIC_SIZE = 1_216;

  /** The length of an encapsulation in bytes. */
  public static final int ENCAPSULATION_SIZE = 1_120;

  private XWing() {}

  /** A new key. */
  public static Secret generate(SecureRandom random) {
    return Secret.random(SECRET_SIZE, random);
  }

  /** What the others get to see of a key. */
  public static byte[] publicKey(Secret key) {
    return BouncyCastle.xwingPublicKey(key.shared());
  }

  /** Whether both halves are keys that a sound implementation makes. */
  public static boolean isPublicKey(byte[] key) {
    return key.length == PUBLIC_SIZE
        && X25519.isPublicKey(Arrays.copyOfRange(key, PUBLIC_SIZE - X25519.KEY_SIZE, PUBLIC_SIZE))
        && BouncyCastle.isXwingPublicKey(key);
  }
}
