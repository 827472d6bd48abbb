package dev.maos.security.crypto;

import java.security.SecureRandom;

/** Agreement on a secret over an open line. Thread-safe. */
public final class X25519 {
  /** The length of keys, points and shared secrets in bytes. */
  public static final int KEY_SIZE = 32;

  private static final byte[] ANY_KEY = new byte[KEY_SIZE];

  private X25519() {}

  /** A new key. */
  public static Secret generate(SecureRandom random) {
    return Secret.of(BouncyCastle.generateAgreementKey(random));
  }

  /** What the others get to see of a key. */
  public static byte[] publicKey(Secret key) {
    return BouncyCastle.agreementPoint(key.shared());
  }

  /** Whether a secret shared with the bytes would depend on one's own key. */
  public static boolean isPublicKey(byte[] key) {
    return key.length == KEY_SIZE && BouncyCastle.agree(ANY_KEY, key, new byte[KEY_SIZE]);
  }

  /**
   * What both sides share.
   *
   * @throws SecurityRejectedException if the point would make it the same for all keys
   */
  public static Secret agree(Secret key, byte[] publicKey) {
    var shared = new byte[KEY_SIZE];
    if (publicKey.length != KEY_SIZE || !BouncyCastle.agree(key.shared(), publicKey, shared)) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    return Secret.of(shared);
  }
}
