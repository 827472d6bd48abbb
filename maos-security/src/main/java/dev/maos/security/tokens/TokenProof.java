package dev.maos.security.tokens;

import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteWriter;
import java.nio.charset.StandardCharsets;

/**
 * That whoever shows a token holds the key that it is bound to: a signature over the token and a
 * challenge of whoever checks it. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TokenProof(PublicKeyInfo key, byte[] challenge, byte[] signature) {
  private static final byte[] CONTEXT = "MAOS-token-proof-1\0".getBytes(StandardCharsets.US_ASCII);

  /** Copies the bytes. */
  public TokenProof {
    challenge = challenge.clone();
    signature = signature.clone();
  }

  /** Made by the holder of the key, which is one to {@link KeyPurpose#SIGN} with. */
  public static TokenProof of(AgentKey key, String token, byte[] challenge) {
    return new TokenProof(key.info(), challenge, key.sign(signed(token, challenge)));
  }

  boolean isFor(String token) {
    return Ed25519.verify(key.raw(), signed(token, challenge), signature);
  }

  private static byte[] signed(String token, byte[] challenge) {
    var hash = Digests.sha256(token.getBytes(StandardCharsets.UTF_8));
    return new ByteWriter().raw(CONTEXT).field(challenge).raw(hash).bytes();
  }
}
