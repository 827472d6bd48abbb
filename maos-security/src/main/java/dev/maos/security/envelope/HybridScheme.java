package dev.maos.security.envelope;

import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.Hkdf;
import dev.maos.security.crypto.RsaOaep;
import dev.maos.security.crypto.Secret;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * RSA-OAEP wraps a new secret, of which key, nonce and commitment of AES-256-GCM are made.
 *
 * <p>What cannot be unwrapped gives a secret that nobody knows instead of an error, and the
 * commitment then does not fit: nobody learns whether it was the padding.
 */
record HybridScheme(SecureRandom random) implements Scheme {
  private static final byte[] WORD = "MSE1 hybrid".getBytes(StandardCharsets.US_ASCII);
  private static final int SECRET_SIZE = 32;

  @Override
  public Enclosed seal(byte[] head, byte[] headerHash, PublicKeyInfo recipient, byte[] plaintext) {
    var secret = Secret.random(SECRET_SIZE, random);
    var encapsulation = RsaOaep.seal(recipient.rsa(), Digests.sha256(head), secret.bytes());
    var keys = Keys.of(secret, headerHash);
    var authenticated = Enclosed.authenticated(head, encapsulation, keys.commitment());
    var ciphertext = Aead.AES_256_GCM.seal(keys.key(), keys.nonce(), authenticated, plaintext);
    return new Enclosed(encapsulation, keys.commitment(), ciphertext);
  }

  @Override
  public byte[] open(SealedEnvelope envelope, AgentKey recipient) {
    var label = Digests.sha256(envelope.head());
    var secret = recipient.unwrap(label, envelope.encapsulation(), SECRET_SIZE);
    var keys = Keys.of(secret, envelope.headerHash());
    Commitment.check(keys.commitment(), envelope.commitment());
    return Aead.AES_256_GCM.open(
        keys.key(), keys.nonce(), envelope.authenticated(), envelope.ciphertext());
  }

  /** What is made of the secret. */
  @SuppressWarnings("ArrayRecordComponent") // used at once, never compared
  record Keys(Secret key, byte[] nonce, byte[] commitment) {
    static Keys of(Secret secret, byte[] headerHash) {
      var info = new ByteWriter().raw(WORD).raw(headerHash).bytes();
      int nonceFrom = Aead.KEY_SIZE;
      int commitFrom = nonceFrom + Aead.NONCE_SIZE;
      int end = commitFrom + SealedEnvelope.COMMITMENT_SIZE;
      var all = Hkdf.derive(secret, new byte[0], info, end);
      return new Keys(
          all.slice(0, nonceFrom),
          all.slice(nonceFrom, commitFrom).bytes(),
          all.slice(commitFrom, end).bytes());
    }
  }
}
