package dev.maos.security.crypto;

import java.util.function.UnaryOperator;

/**
 * Encryption to the holder of a key of X25519 or {@link XWing}: HPKE (RFC 9180) in base mode, with
 * HKDF-SHA256, one message for each encapsulation, so there is no nonce to repeat. Thread-safe.
 */
public enum Hpke {
  /** With X25519 and AES-256-GCM. */
  AES_256_GCM(BouncyCastle.X25519_KEM, BouncyCastle.AES_256_GCM, X25519.KEY_SIZE),
  /** With X25519 and ChaCha20-Poly1305. */
  CHACHA20_POLY1305(BouncyCastle.X25519_KEM, BouncyCastle.CHACHA20_POLY1305, X25519.KEY_SIZE),
  /** With X-Wing and AES-256-GCM. */
  XWING_AES_256_GCM(BouncyCastle.XWING_KEM, BouncyCastle.AES_256_GCM, XWing.ENCAPSULATION_SIZE);

  private final short kem;
  private final short aead;
  private final int encapsulationSize;

  Hpke(short kem, short aead, int encapsulationSize) {
    this.kem = kem;
    this.aead = aead;
    this.encapsulationSize = encapsulationSize;
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
    var sealed = BouncyCastle.hpkeSeal(kem, aead, publicKey, info, aad, plaintext);
    return new Sealed(sealed[0], sealed[1]);
  }

  /**
   * The plaintext.
   *
   * @throws SecurityRejectedException if anything is not what it was
   */
  public byte[] open(Secret key, byte[] encapsulation, byte[] info, byte[] aad, byte[] ciphertext) {
    if (encapsulation.length != encapsulationSize) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    return BouncyCastle.hpkeOpen(kem, aead, key.shared(), encapsulation, info, aad, ciphertext);
  }
}
