package dev.maos.security.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Hashes of the SHA-2 family. Thread-safe. */
public final class Digests {
  private Digests() {}

  /** 32 bytes for the parts, one after the other. */
  public static byte[] sha256(byte[]... parts) {
    return hash("SHA-256", parts);
  }

  /** 64 bytes for the parts, one after the other. */
  public static byte[] sha512(byte[]... parts) {
    return hash("SHA-512", parts);
  }

  private static byte[] hash(String algorithm, byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
