package dev.maos.security.envelope;

import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.Ed25519;
import dev.maos.security.crypto.Hpke;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals envelopes for a recipient's public key, and opens them.
 *
 * <p>They are encrypted first and signed then, so a signature can be checked without the
 * recipient's key, and is checked before that key is used. Sender and the sender's key are part of
 * what the encryption is bound to, so nobody can put his own signature on another's ciphertext.
 * Thread-safe.
 */
public final class Enveloping {
  private final Scheme hpke = new HpkeScheme(Hpke.AES_256_GCM);
  private final Scheme chacha = new HpkeScheme(Hpke.CHACHA20_POLY1305);
  private final Scheme xwing = new HpkeScheme(Hpke.XWING_AES_256_GCM);
  private final Scheme oaep = new OaepScheme();
  private final Scheme hybrid;

  /** With the chance that new keys are made of. */
  public Enveloping(SecureRandom random) {
    this.hybrid = new HybridScheme(random);
  }

  /**
   * Seals for the key that the header's target names, and signs.
   *
   * @param header its {@code plaintextLength} is set here
   */
  public byte[] seal(
      CipherSuite suite,
      EnvelopeHeader header,
      byte[] plaintext,
      PublicKeyInfo recipient,
      AgentKey signer) {
    var headerBytes = HeaderForm.write(header.withPlaintextLength(plaintext.length));
    var head = head(suite, SignatureKind.ED25519, headerBytes);
    var scheme = scheme(suite);
    return signed(
        scheme.seal(head, Digests.sha256(headerBytes), recipient, plaintext).unsigned(head),
        signer);
  }

  /**
   * Seals many under one signature, which is quicker than one for each; every envelope can still be
   * checked alone.
   *
   * @param letters 1 to {@link TreeSignature#MAX_LEAVES}
   * @return the envelopes, in the same order
   */
  public List<byte[]> sealAll(CipherSuite suite, List<Letter> letters, AgentKey signer) {
    var scheme = scheme(suite);
    var unsigned = new ArrayList<byte[]>();
    for (var letter : letters) {
      var header = HeaderForm.write(letter.completeHeader());
      var head = head(suite, SignatureKind.ED25519_TREE, header);
      var enclosed =
          scheme.seal(head, Digests.sha256(header), letter.recipient(), letter.plaintext());
      unsigned.add(enclosed.unsigned(head));
    }
    return TreeSignature.signed(unsigned, signer);
  }

  /**
   * Something to be sealed.
   *
   * @param header its {@code plaintextLength} does not matter
   * @param recipient the key that the header's target names
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Letter(EnvelopeHeader header, byte[] plaintext, PublicKeyInfo recipient) {
    EnvelopeHeader completeHeader() {
      return header.withPlaintextLength(plaintext.length);
    }
  }

  /** Only signs; everybody can read it. */
  public byte[] signInTheClear(EnvelopeHeader header, byte[] plaintext, AgentKey signer) {
    var headerBytes = HeaderForm.write(header.withPlaintextLength(plaintext.length));
    var head = head(CipherSuite.SIGNED_CLEAR, SignatureKind.ED25519, headerBytes);
    var enclosed = new Enclosed(Enclosed.NOTHING, Enclosed.NOTHING, plaintext);
    return signed(enclosed.unsigned(head), signer);
  }

  static byte[] head(CipherSuite suite, SignatureKind kind, byte[] header) {
    var out = new ByteWriter();
    putHead(out, suite, kind, header);
    return out.bytes();
  }

  static void putHead(ByteWriter out, CipherSuite suite, SignatureKind kind, byte[] header) {
    out.raw(SealedEnvelope.MAGIC).u16(suite.code()).u8(kind.code()).u8(0).field(header);
  }

  static byte[] signed(byte[] unsigned, AgentKey signer) {
    var signature = signer.sign(SealedEnvelope.toBeSigned(unsigned));
    return new ByteWriter().raw(unsigned).field(signature).bytes();
  }

  /**
   * Checks the signature, which must be over the very bytes that were received.
   *
   * @throws SecurityRejectedException if this key did not make it
   */
  public void verify(SealedEnvelope envelope, PublicKeyInfo sender) {
    var valid =
        envelope.header().origin().key().equals(sender.id())
            && switch (envelope.signatureKind()) {
              case TAG -> false;
              case ED25519 ->
                  Ed25519.verify(sender.raw(), envelope.toBeSigned(), envelope.signature());
              case ED25519_TREE ->
                  TreeSignature.verify(sender, envelope.toBeSigned(), envelope.signature());
            };
    if (!valid) {
      throw new SecurityRejectedException(Rejection.BAD_SIGNATURE);
    }
  }

  /**
   * Opens an envelope that was sealed for this key; {@link #verify} comes first.
   *
   * @throws SecurityRejectedException if anything is not what it was; how it fails does not show
   *     what
   */
  public byte[] open(SealedEnvelope envelope, AgentKey recipient) {
    return checked(envelope, scheme(envelope.suite()).open(envelope, recipient));
  }

  /** What an envelope holds that was only signed; {@link #verify} comes first. */
  public byte[] readInTheClear(SealedEnvelope envelope) {
    return checked(envelope, envelope.ciphertext());
  }

  private static byte[] checked(SealedEnvelope envelope, byte[] plaintext) {
    if (plaintext.length != envelope.header().plaintextLength()) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    return plaintext;
  }

  private Scheme scheme(CipherSuite suite) {
    return switch (suite) {
      case HPKE_X25519 -> hpke;
      case HPKE_X25519_CHACHA -> chacha;
      case HPKE_XWING -> xwing;
      case HYBRID -> hybrid;
      case RSA_OAEP -> oaep;
      case AES_256_GCM, SIGNED_CLEAR ->
          throw new IllegalArgumentException(suite + " is not sealed for a public key");
    };
  }
}
