package dev.maos.security.crypto;

/**
 * Signatures by BouncyCastle, which is always there.
 *
 * @param name also says why no quicker one is used, if one is there and does not work
 */
record BouncySigning(String name) implements SigningEngine {
  static final String NAME = "BouncyCastle";

  @Override
  public byte[] sign(byte[] key, byte[] publicKey, byte[] message) {
    return BouncyCastle.sign(key, publicKey, message);
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return BouncyCastle.verify(publicKey, message, signature);
  }
}
