package dev.maos.security.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under one key, with a cipher that is kept between messages, which is several times as
 * quick as a new one for each.
 *
 * <p>The nonce is a counter that the caller gives; a counter must never be given twice to {@link
 * #seal}. For one thread at a time.
 */
public final class KeptCipher {
  private static final Aead AES = Aead.AES_256_GCM;

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] nonce = new byte[Aead.NONCE_SIZE];

  /** A cipher under this key. */
  public KeptCipher(Secret key) {
    this.key = AES.key(key);
    try {
      this.cipher = AES.cipher();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no AES-GCM here", e);
    }
  }

  /**
   * Encrypts in place.
   *
   * @param bytes what is authenticated, from {@code aadFrom} to {@code aadTo}, and the plaintext,
   *     {@code length} bytes from {@code at} on, behind which there is room for the tag
   */
  public void seal(long counter, byte[] bytes, int aadFrom, int aadTo, int at, int length) {
    try {
      start(Cipher.ENCRYPT_MODE, counter, bytes, aadFrom, aadTo);
      cipher.doFinal(bytes, at, length, bytes, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt", e);
    }
  }

  /**
   * The plaintext of a part of the bytes, of which another part is authenticated.
   *
   * @throws SecurityRejectedException if anything is not what it was
   */
  public byte[] open(long counter, byte[] bytes, int aadFrom, int aadTo, int at, int length) {
    try {
      start(Cipher.DECRYPT_MODE, counter, bytes, aadFrom, aadTo);
      return cipher.doFinal(bytes, at, length);
    } catch (AEADBadTagException _) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt", e);
    }
  }

  private void start(int mode, long counter, byte[] bytes, int aadFrom, int aadTo)
      throws GeneralSecurityException {
    ByteBuffer.wrap(nonce).putLong(Aead.NONCE_SIZE - Long.BYTES, counter);
    AES.start(cipher, mode, key, nonce);
    cipher.updateAAD(bytes, aadFrom, aadTo - aadFrom);
  }
}
