package dev.maos.security.envelope;

import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import java.security.MessageDigest;

/**
 * The value that ties a ciphertext to one key. Without it somebody could make one ciphertext that
 * two keys open to two different texts, and show each recipient another one.
 */
final class Commitment {
  private Commitment() {}

  static boolean isNeeded(CipherSuite suite) {
    return suite == CipherSuite.HYBRID || suite == CipherSuite.AES_256_GCM;
  }

  static void check(byte[] expected, byte[] received) {
    if (!MessageDigest.isEqual(expected, received)) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
  }
}
