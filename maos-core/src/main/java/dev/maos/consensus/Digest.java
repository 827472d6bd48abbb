package dev.maos.consensus;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. */
public final class Digest {
  private static final int HEX_DIGITS = 64;

  // Never fed: to copy it is several times quicker than to look for a provider again.
  private static final MessageDigest EMPTY = sha256();

  private Digest() {}

  /** Whether a text could be a digest in small hexadecimal digits. */
  static boolean isHex(String text) {
    if (text.length() != HEX_DIGITS) {
      return false;
    }
    for (int i = 0; i < HEX_DIGITS; i++) {
      char digit = text.charAt(i);
      boolean known = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
      if (!known) {
        return false;
      }
    }
    return true;
  }

  /** Of these, one behind the other. */
  public static byte[] sha256(byte[]... parts) {
    var digest = fresh();
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException e) {
      // Another provider than that of the JDK, which may hold its state elsewhere.
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
