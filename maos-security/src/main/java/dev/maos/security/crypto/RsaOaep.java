package dev.maos.security.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * RSA encryption with OAEP padding, SHA-256 for the hash and for the mask too, which the JDK does
 * only when it is told. Thread-safe.
 */
public final class RsaOaep {
  private static final String NAME = "RSA/ECB/OAEPPadding";
  private static final int OVERHEAD = 66;

  /** The size of keys that are generated here. */
  public static final int GENERATED_BITS = 3072;

  private RsaOaep() {}

  /** A new pair of {@link #GENERATED_BITS}. */
  public static KeyPair generate(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(
          new RSAKeyGenParameterSpec(GENERATED_BITS, RSAKeyGenParameterSpec.F4), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA here", e);
    }
  }

  /** How many bytes a key can encrypt at most. */
  public static int capacity(RSAPublicKey key) {
    return (key.getModulus().bitLength() + 7) / 8 - OVERHEAD;
  }

  /**
   * The ciphertext, as long as the modulus.
   *
   * @param label what the ciphertext is bound to
   * @param plaintext not longer than {@link #capacity}
   */
  public static byte[] seal(RSAPublicKey key, byte[] label, byte[] plaintext) {
    try {
      var cipher = Cipher.getInstance(NAME);
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters(label));
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt with RSA-OAEP", e);
    }
  }

  /**
   * The plaintext.
   *
   * @throws SecurityRejectedException if key, label or ciphertext is not what it was
   */
  public static byte[] open(PrivateKey key, byte[] label, byte[] ciphertext) {
    try {
      var cipher = Cipher.getInstance(NAME);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters(label));
      return cipher.doFinal(ciphertext);
    } catch (BadPaddingException | IllegalBlockSizeException _) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt with RSA-OAEP", e);
    }
  }

  private static AlgorithmParameterSpec parameters(byte[] label) {
    return new OAEPParameterSpec(
        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label));
  }
}
