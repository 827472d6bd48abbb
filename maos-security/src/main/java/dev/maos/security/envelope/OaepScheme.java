package dev.maos.security.envelope;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.RsaOaep;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;

/** RSA-OAEP alone, bound to the header by its label. */
record OaepScheme() implements Scheme {

  @Override
  public Enclosed seal(byte[] head, byte[] headerHash, PublicKeyInfo recipient, byte[] plaintext) {
    int capacity = RsaOaep.capacity(recipient.rsa());
    if (plaintext.length > capacity) {
      throw new MaosException(
          ErrorCode.PAYLOAD_TOO_LARGE_FOR_RSA_OAEP,
          "%d bytes > %d, use HYBRID".formatted(plaintext.length, capacity));
    }
    var ciphertext = RsaOaep.seal(recipient.rsa(), Digests.sha256(head), plaintext);
    return new Enclosed(Enclosed.NOTHING, Enclosed.NOTHING, ciphertext);
  }

  @Override
  public byte[] open(SealedEnvelope envelope, AgentKey recipient) {
    return recipient.openOaep(Digests.sha256(envelope.head()), envelope.ciphertext());
  }
}
