package dev.maos.security.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys made of a key: HKDF with SHA-256 (RFC 5869). Thread-safe. */
public final class Hkdf {
  private Hkdf() {}

  /**
   * Key material of this length, which says nothing about the secret or about that of other words.
   *
   * @param salt may be empty
   * @param info what the material is for
   * @param length 1 to 8160
   */
  public static Secret derive(Secret secret, byte[] salt, byte[] info, int length) {
    try {
      var kdf = KDF.getInstance("HKDF-SHA256");
      var extract =
          HKDFParameterSpec.ofExtract().addIKM(new SecretKeySpec(secret.shared(), "Generic"));
      if (salt.length > 0) {
        extract.addSalt(salt);
      }
      return Secret.of(kdf.deriveData(extract.thenExpand(info, length)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HKDF with SHA-256 here", e);
    }
  }
}
