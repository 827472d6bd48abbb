package dev.maos.security.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption that also notices any change: a key of 32 bytes, a nonce of 12, a tag of 16 behind the
 * ciphertext, and bytes that are authenticated but not hidden.
 *
 * <p>The JDK would take other lengths of nonce and tag, and the same nonce twice; this does not
 * take the former, and whoever gives the nonce must see to the latter. Thread-safe.
 */
public enum Aead {
  /** AES with 256 bits in Galois counter mode. */
  AES_256_GCM("AES/GCM/NoPadding", "AES"),
  /** ChaCha20 with Poly1305, quick without hardware for AES. */
  CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20");

  /** The length of a key in bytes. */
  public static final int KEY_SIZE = 32;

  /** The length of a nonce in bytes. */
  public static final int NONCE_SIZE = 12;

  /** How many bytes a ciphertext is longer than its plaintext. */
  public static final int TAG_SIZE = 16;

  private final String transformation;
  private final String algorithm;

  Aead(String transformation, String algorithm) {
    this.transformation = transformation;
    this.algorithm = algorithm;
  }

  /** Ciphertext and tag. One key must never meet one nonce twice. */
  public byte[] seal(Secret key, byte[] nonce, byte[] aad, byte[] plaintext) {
    try {
      var cipher = cipher();
      start(cipher, Cipher.ENCRYPT_MODE, key(key), nonce);
      cipher.updateAAD(aad);
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt with " + transformation, e);
    }
  }

  /**
   * The plaintext.
   *
   * @throws SecurityRejectedException if any of key, nonce, authenticated bytes or ciphertext is
   *     not what it was
   */
  public byte[] open(Secret key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    try {
      var cipher = cipher();
      start(cipher, Cipher.DECRYPT_MODE, key(key), nonce);
      cipher.updateAAD(aad);
      return cipher.doFinal(ciphertext);
    } catch (AEADBadTagException _) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt with " + transformation, e);
    }
  }

  Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance(transformation);
  }

  SecretKeySpec key(Secret key) {
    if (key.size() != KEY_SIZE) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.size());
    }
    return new SecretKeySpec(key.shared(), algorithm);
  }

  void start(Cipher cipher, int mode, SecretKeySpec key, byte[] nonce)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (nonce.length != NONCE_SIZE) {
      throw new IllegalArgumentException("a nonce has 12 bytes, not " + nonce.length);
    }
    cipher.init(mode, key, parameters(nonce));
  }

  private AlgorithmParameterSpec parameters(byte[] nonce) {
    return switch (this) {
      case AES_256_GCM -> new GCMParameterSpec(8 * TAG_SIZE, nonce);
      case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
    };
  }
}
