package dev.maos.security.envelope;

import dev.maos.base.AgentId;
import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.Hkdf;
import dev.maos.security.crypto.Secret;
import dev.maos.security.keys.KeyId;
import dev.maos.security.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * A key that a sender and its recipients have in common, for {@link CipherSuite#AES_256_GCM}.
 *
 * <p>It encrypts nothing itself. Each session of each sender derives a key of its own, so two
 * processes that hold the same key, even if one is a copy of the other, never use one nonce twice:
 * their sessions are random and differ. Immutable and thread-safe.
 */
public final class SharedKey {
  private static final byte[] NAME = "MSE1 key id".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] USE = "MSE1 aes".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_SALT = {};

  private final Secret secret;
  private final KeyId id;
  private final int epoch;

  private SharedKey(Secret secret, int epoch) {
    this.secret = secret;
    this.epoch = epoch;
    this.id = KeyId.of(Hkdf.derive(secret, NO_SALT, NAME, KeyId.SIZE).bytes());
  }

  /** A new key. */
  public static SharedKey generate(int epoch, SecureRandom random) {
    return of(Secret.random(Aead.KEY_SIZE, random), epoch);
  }

  /** The key of these 32 bytes. */
  public static SharedKey of(Secret secret, int epoch) {
    if (secret.size() != Aead.KEY_SIZE) {
      throw new IllegalArgumentException("a shared key has 32 bytes, not " + secret.size());
    }
    return new SharedKey(secret, epoch);
  }

  /** What it is called; this does not tell the key. */
  public KeyId id() {
    return id;
  }

  /** Which of the keys of a topic it is. */
  public int epoch() {
    return epoch;
  }

  /** The key itself, to wrap it for others. */
  public Secret secret() {
    return secret;
  }

  /** Seals as this sender in this session, which nobody else must use. */
  public SharedKeySealer sealer(UUID deployment, AgentId sender, UUID session) {
    return new SharedKeySealer(this, session, derive(deployment, sender, session));
  }

  /** Opens what this sender sealed in that session. */
  public SharedKeyOpener opener(UUID deployment, AgentId sender, UUID session) {
    return new SharedKeyOpener(derive(deployment, sender, session));
  }

  /** The key and then the commitment. */
  Secret derive(UUID deployment, AgentId sender, UUID session) {
    var info =
        new ByteWriter()
            .raw(USE)
            .text(sender.value())
            .i64(session.getMostSignificantBits())
            .i64(session.getLeastSignificantBits())
            .bytes();
    var salt =
        new ByteWriter()
            .i64(deployment.getMostSignificantBits())
            .i64(deployment.getLeastSignificantBits())
            .bytes();
    return Hkdf.derive(secret, salt, info, Aead.KEY_SIZE + SealedEnvelope.COMMITMENT_SIZE);
  }

  @Override
  public String toString() {
    return "SharedKey[%s, epoch %d]".formatted(id, epoch);
  }
}
