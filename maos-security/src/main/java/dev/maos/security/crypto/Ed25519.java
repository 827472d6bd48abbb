package dev.maos.security.crypto;

import java.security.SecureRandom;

/** Signatures that anybody can check and only the holder of a key can make. Thread-safe. */
public final class Ed25519 {
  /** The length of both kinds of key in bytes. */
  public static final int KEY_SIZE = 32;

  /** The length of a signature in bytes. */
  public static final int SIGNATURE_SIZE = 64;

  private static final SigningEngine ENGINE = SigningEngine.quickest();

  private Ed25519() {}

  /** The name of the library that signs and verifies in this process. */
  public static String engine() {
    return ENGINE.name();
  }

  /** A new key to sign with. */
  public static Secret generate(SecureRandom random) {
    return Secret.of(BouncyCastle.generateSigningKey(random));
  }

  /** The key that checks what {@code key} signs. */
  public static byte[] publicKey(Secret key) {
    return BouncyCastle.verifyingKey(key.shared());
  }

  /**
   * Whether the bytes are a key that a sound implementation makes, and not a point of low order.
   */
  public static boolean isPublicKey(byte[] key) {
    return key.length == KEY_SIZE && BouncyCastle.isVerifyingKey(key);
  }

  /**
   * The signature of the message.
   *
   * @param publicKey the one that belongs to {@code key}; another one would betray it
   */
  public static byte[] sign(Secret key, byte[] publicKey, byte[] message) {
    return ENGINE.sign(key.shared(), publicKey, message);
  }

  /** Whether the holder of the key signed this message. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_SIZE
        && publicKey.length == KEY_SIZE
        && ENGINE.verify(publicKey, message, signature);
  }
}
