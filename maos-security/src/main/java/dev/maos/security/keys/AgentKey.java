package dev.maos.security.keys;

import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.Hkdf;
import dev.maos.security.crypto.Hpke;
import dev.maos.security.crypto.RsaOaep;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.crypto.X25519;
import dev.maos.security.crypto.XWing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;

/**
 * A key of one's own, public and private half. What needs the private half is done here, so that it
 * goes nowhere else; {@link #toString} shows the public one alone.
 *
 * <p>Immutable until it is {@link #destroy destroyed}; thread-safe.
 */
public final class AgentKey {
  private static final byte[] DECOY = "MAOS decoy".getBytes(StandardCharsets.US_ASCII);

  private final PublicKeyInfo info;
  private final Secret secret;
  private final Instant createdAt;

  AgentKey(PublicKeyInfo info, Secret secret, Instant createdAt) {
    this.info = info;
    this.secret = secret;
    this.createdAt = createdAt;
  }

  static AgentKey generate(KeyPurpose purpose, Instant now, SecureRandom random) {
    return switch (purpose) {
      case SIGN -> {
        var secret = Ed25519.generate(random);
        yield new AgentKey(PublicKeyInfo.ofEd25519(Ed25519.publicKey(secret)), secret, now);
      }
      case AGREE -> {
        var secret = X25519.generate(random);
        yield new AgentKey(PublicKeyInfo.ofX25519(X25519.publicKey(secret)), secret, now);
      }
      case AGREE_LASTING -> {
        var secret = XWing.generate(random);
        yield new AgentKey(PublicKeyInfo.ofXWing(XWing.publicKey(secret)), secret, now);
      }
      case WRAP -> {
        var pair = RsaOaep.generate(random);
        yield new AgentKey(
            PublicKeyInfo.of(((RSAPublicKey) pair.getPublic()).getEncoded()),
            Secret.of(pair.getPrivate().getEncoded()),
            now);
      }
    };
  }

  /** The public half. */
  public PublicKeyInfo info() {
    return info;
  }

  /** When it was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Signs a message; the key must be one to {@link KeyPurpose#SIGN} with. */
  public byte[] sign(byte[] message) {
    require(KeyPurpose.SIGN);
    return Ed25519.sign(secret, info.raw(), message);
  }

  /** What this key to {@link KeyPurpose#AGREE} with and the other's public key share. */
  public Secret agree(PublicKeyInfo other) {
    require(KeyPurpose.AGREE);
    return X25519.agree(secret, other.raw());
  }

  /** Opens what was sealed by HPKE for this key to agree with. */
  public byte[] open(Hpke hpke, Hpke.Sealed sealed, byte[] info, byte[] aad) {
    require(hpke == Hpke.XWING_AES_256_GCM ? KeyPurpose.AGREE_LASTING : KeyPurpose.AGREE);
    return hpke.open(secret, sealed.encapsulation(), info, aad, sealed.ciphertext());
  }

  /** Opens what was encrypted by RSA-OAEP for this key to {@link KeyPurpose#WRAP} with. */
  public byte[] openOaep(byte[] label, byte[] ciphertext) {
    require(KeyPurpose.WRAP);
    return RsaOaep.open(rsa(), label, ciphertext);
  }

  /**
   * Unwraps a secret that was encrypted by RSA-OAEP for this key. What was encrypted for another
   * key, for another label or changed on its way gives a secret that nobody else knows, always the
   * same for the same bytes, so an attacker who tries sees no difference until a later check fails.
   */
  public Secret unwrap(byte[] label, byte[] ciphertext, int size) {
    var decoy = Hkdf.derive(secret, Digests.sha256(ciphertext), DECOY, size);
    try {
      var opened = openOaep(label, ciphertext);
      return opened.length == size ? Secret.of(opened) : decoy;
    } catch (SecurityRejectedException _) {
      return decoy;
    }
  }

  private PrivateKey rsa() {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(secret.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the private half of " + info + " is destroyed", e);
    }
  }

  /** The private half, for the keystore. */
  Secret secret() {
    return secret;
  }

  /** Overwrites the private half. */
  void destroy() {
    secret.destroy();
  }

  private void require(KeyPurpose purpose) {
    if (info.purpose() != purpose) {
      throw new IllegalStateException("%s is not one to %s with".formatted(info, purpose));
    }
  }

  @Override
  public String toString() {
    return info.toString();
  }
}
