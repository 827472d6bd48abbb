package dev.maos.security.envelope;

import dev.maos.security.crypto.Hpke;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteWriter;
import java.nio.charset.StandardCharsets;

/** HPKE, a new encapsulation for each envelope, bound to its header. */
record HpkeScheme(Hpke hpke) implements Scheme {
  private static final byte[] WORD = "MAOS-MSE1".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Enclosed seal(byte[] head, byte[] headerHash, PublicKeyInfo recipient, byte[] plaintext) {
    var sealed =
        hpke.seal(
            recipient.raw(),
            info(headerHash),
            encapsulation -> Enclosed.authenticated(head, encapsulation, Enclosed.NOTHING),
            plaintext);
    return new Enclosed(sealed.encapsulation(), Enclosed.NOTHING, sealed.ciphertext());
  }

  @Override
  public byte[] open(SealedEnvelope envelope, AgentKey recipient) {
    var sealed = new Hpke.Sealed(envelope.encapsulation(), envelope.ciphertext());
    return recipient.open(hpke, sealed, info(envelope.headerHash()), envelope.authenticated());
  }

  private static byte[] info(byte[] headerHash) {
    return new ByteWriter().raw(WORD).raw(headerHash).bytes();
  }
}
