package dev.maos.security.crypto;

import java.util.function.UnaryOperator;

/**
 * Encryption to the holder of an X25519 key: HPKE (RFC 9180) in base mode, with HKDF-SHA256, one
 * message for each encapsulation, so there is no nonce to repeat. Thread-safe.
 */
public enum Hpke {
  /** With AES-256-GCM. */
  AES_256_GCM(BouncyCastle.AES_256_GCM),
  /** With ChaCha20-Poly1305. */
  CHACHA20_POLY1305(BouncyCastle.CHACHA20_POLY1305);

  /** The length of an encapsulation in bytes. */
  public static final int ENCAPSULATION_SIZE = 32;

  private final short aead;

  Hpke(short aead) {
    this.aead = aead;
  }

  /**
   * What only the holder of the private key can open.
   *
   * @param encapsulation how the recipient gets to the key
   * @param ciphertext with its tag
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Sealed(byte[] encapsulation, byte[] ciphertext) {}

  /**
   * Seals for the holder of the private key that belongs to {@code publicKey}.
   *
   * @param aad what is authenticated but not hidden, made of the encapsulation
   */
  public Sealed seal(byte[] publicKey, byte[] info, UnaryOperator<byte[]> aad, byte[] plaintext) {
    var sealed = BouncyCastle.hpkeSeal(aead, publicKey, info, aad, plaintext);
    return new Sealed(sealed[0], sealed[1]);
  }

  /**
   * The plaintext.
   *
   * @throws SecurityRejectedException if anything is not what it was
   */
  public byte[] open(Secret key, byte[] encapsulation, byte[] info, byte[] aad, byte[] ciphertext) {
    if (encapsulation.length != ENCAPSULATION_SIZE) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    return BouncyCastle.hpkeOpen(aead, key.shared(), encapsulation, info, aad, ciphertext);
  }
}
