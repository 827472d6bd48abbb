package dev.maos.security.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Bytes that nobody else may know: a key, a seed, the half of a pair that is kept.
 *
 * <p>They show neither in {@link #toString} nor in {@link #hashCode}, and two are compared in a
 * time that says nothing about where they differ. Immutable until it is {@link #destroy destroyed};
 * thread-safe.
 */
public final class Secret {
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The secret of these bytes, which are copied. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** So many bytes that nobody can guess. */
  public static Secret random(int size, SecureRandom random) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return new Secret(bytes);
  }

  /** A part of this secret. */
  public Secret slice(int from, int to) {
    return new Secret(Arrays.copyOfRange(bytes, from, to));
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes, which the caller should overwrite when done. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves, for the primitives beside this class, which do not change them. */
  byte[] shared() {
    return bytes;
  }

  /** Overwrites the bytes; whoever still uses this secret from then on works with zeros. */
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "Secret[%d bytes]".formatted(bytes.length);
  }
}
