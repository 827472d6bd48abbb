package dev.maos.security.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Signatures by the Amazon Corretto Crypto Provider, which computes in native code and is several
 * times quicker. It is used where its jar is on the path and its library fits the machine; nothing
 * here depends on it. Thread-safe.
 */
final class CorrettoSigning implements SigningEngine {
  private static final String PROVIDER =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final String ALGORITHM = "Ed25519";

  // What stands before the 32 bytes of a key, by RFC 8410.
  private static final byte[] PRIVATE_HEAD =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] PUBLIC_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Provider provider;
  private final KeyFactory keys;

  private CorrettoSigning(Provider provider) throws GeneralSecurityException {
    this.provider = provider;
    this.keys = KeyFactory.getInstance(ALGORITHM);
    // It is there only if it works, which a machine of another kind would show here.
    var _ = Signature.getInstance(ALGORITHM, provider);
  }

  /**
   * It, if its jar is there.
   *
   * @throws ReflectiveOperationException if the jar is another one than the one we know
   * @throws GeneralSecurityException if it does not know the algorithm
   * @throws LinkageError if its library does not fit the machine
   */
  static Optional<SigningEngine> find()
      throws ReflectiveOperationException, GeneralSecurityException {
    Class<?> type;
    try {
      type = Class.forName(PROVIDER);
    } catch (ClassNotFoundException nothingIsWrong) {
      return Optional.empty();
    }
    var provider = (Provider) type.getField("INSTANCE").get(null);
    return Optional.of(new CorrettoSigning(provider));
  }

  @Override
  public String name() {
    return "Corretto";
  }

  @Override
  public byte[] sign(byte[] key, byte[] publicKey, byte[] message) {
    var encoded = joined(PRIVATE_HEAD, key);
    try {
      var signing = Signature.getInstance(ALGORITHM, provider);
      signing.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      signing.update(message);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with Ed25519", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /**
   * As BouncyCastle does. That multiplies what it compares by the cofactor, and the native library
   * does not (RFC 8032, 5.1.7, allows both); a liar can make signatures of which the one says yes
   * and the other no, and so divide a committee. What is refused is therefore looked at once more.
   */
  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return isStrictlyTrue(publicKey, message, signature)
        || BouncyCastle.verify(publicKey, message, signature);
  }

  private boolean isStrictlyTrue(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      var checking = Signature.getInstance(ALGORITHM, provider);
      checking.initVerify(publicKey(publicKey));
      checking.update(message);
      return checking.verify(signature);
    } catch (GeneralSecurityException _) {
      // The signature has not the form of one, or the key is no point of the curve.
      return false;
    }
  }

  private PublicKey publicKey(byte[] key) throws GeneralSecurityException {
    return keys.generatePublic(new X509EncodedKeySpec(joined(PUBLIC_HEAD, key)));
  }

  private static byte[] joined(byte[] head, byte[] key) {
    var all = Arrays.copyOf(head, head.length + key.length);
    System.arraycopy(key, 0, all, head.length, key.length);
    return all;
  }
}
