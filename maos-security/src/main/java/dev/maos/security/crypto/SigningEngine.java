package dev.maos.security.crypto;

import java.security.GeneralSecurityException;

/** Who computes signatures of Ed25519. All of them accept the same signatures. Thread-safe. */
interface SigningEngine {
  /** The name of the library. */
  String name();

  /**
   * Signs.
   *
   * @param publicKey the one that belongs to {@code key}
   */
  byte[] sign(byte[] key, byte[] publicKey, byte[] message);

  /** Whether it is the signature of this message by the holder of the key. */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);

  /** The quickest one that is there and works. */
  static SigningEngine quickest() {
    try {
      return CorrettoSigning.find().orElseGet(() -> new BouncySigning(BouncySigning.NAME));
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
      return new BouncySigning(BouncySigning.NAME + ", for Corretto does not work: " + e);
    }
  }
}
