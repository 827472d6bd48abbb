package dev.maos.security.envelope;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.KeptCipher;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;

/**
 * An envelope as it travels, taken apart but not yet opened. Nothing in it is to be believed before
 * its signature or tag was checked.
 *
 * <pre>
 *   "MSE1" | suite u16 | signature kind u8 | flags u8 = 0
 *   header length u16 | header | encapsulation length u16 | encapsulation
 *   commitment length u8 | commitment           -- up to here: what is authenticated
 *   ciphertext length u32 | ciphertext | signature length u16 | signature
 * </pre>
 *
 * <p>Numbers are big-endian. Every length must fit exactly and nothing may follow. The bytes are
 * authenticated as they were received, so there is no other form that could mean the same.
 *
 * <p>Immutable and thread-safe; the arrays are shared and must not be changed.
 */
public final class SealedEnvelope {
  static final byte[] MAGIC = "MSE1".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC_NUMBER = ByteBuffer.wrap(MAGIC).getInt();

  /** The length of a commitment in bytes, where there is one. */
  static final int COMMITMENT_SIZE = 32;

  private static final byte[] CONTEXT = "MAOS-MSE1-sig\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_SIGNATURE = 64 + 4 + 4 + 32 * 32;

  private final CipherSuite suite;
  private final SignatureKind signatureKind;
  private final EnvelopeHeader header;
  private final byte[] bytes;
  private final int from;
  private final int headerFrom;
  private final int headerTo;
  private final byte[] encapsulation;
  private final byte[] commitment;
  private final int authenticatedTo;
  private final int ciphertextLength;
  private final byte[] signature;

  private SealedEnvelope(byte[] bytes, ByteReader in) throws MalformedException {
    this.bytes = bytes;
    this.from = in.position();
    if (in.i32() != MAGIC_NUMBER) {
      throw new MalformedException("it does not begin with MSE1");
    }
    this.suite = CipherSuite.ofCode(in.u16());
    this.signatureKind = SignatureKind.ofCode(in.u8());
    requireNoFlags(in.u8());
    int headerLength = in.u16();
    this.headerFrom = in.position();
    in.raw(headerLength);
    this.headerTo = in.position();
    this.header = header(new ByteReader(bytes, headerFrom, headerTo));
    this.encapsulation = in.field();
    this.commitment = in.raw(in.u8());
    this.authenticatedTo = in.position();
    this.ciphertextLength = in.passBlock();
    this.signature = in.field();
    in.end();
    requireShape();
  }

  /**
   * Takes an envelope apart. No key is used, and no array is made larger than the bytes.
   *
   * @param bytes owned by the envelope from now on
   * @param maxSize larger ones are not looked at
   * @throws MaosException {@link ErrorCode#MALFORMED_ENVELOPE}, {@link
   *     ErrorCode#UNSUPPORTED_VERSION} or {@link ErrorCode#UNSUPPORTED_SUITE}
   */
  public static SealedEnvelope read(byte[] bytes, int maxSize) {
    return read(bytes, 0, bytes.length, maxSize);
  }

  /** The same of a part of the bytes. */
  public static SealedEnvelope read(byte[] bytes, int from, int to, int maxSize) {
    if (to - from > maxSize) {
      throw malformed("it has %d bytes, more than %d".formatted(to - from, maxSize));
    }
    try {
      return new SealedEnvelope(bytes, new ByteReader(bytes, from, to));
    } catch (MalformedException e) {
      throw malformed(e.why());
    }
  }

  private static MaosException malformed(String why) {
    return new MaosException(ErrorCode.MALFORMED_ENVELOPE, "not a sealed envelope: " + why);
  }

  private static void requireNoFlags(int flags) {
    if (flags != 0) {
      throw new MaosException(
          ErrorCode.UNSUPPORTED_VERSION, "envelope with flags %d; none is known".formatted(flags));
    }
  }

  private static EnvelopeHeader header(ByteReader in) throws MalformedException {
    try {
      var header = HeaderForm.read(in);
      in.end();
      return header;
    } catch (InvalidInputException | DateTimeException e) {
      throw new MalformedException("its header: " + e.getMessage());
    }
  }

  private void requireShape() throws MalformedException {
    if (commitment.length != (Commitment.isNeeded(suite) ? COMMITMENT_SIZE : 0)) {
      throw new MalformedException("its commitment has %d bytes".formatted(commitment.length));
    }
    if (signatureKind == SignatureKind.TAG
        && (suite != CipherSuite.AES_256_GCM || header.target().type() != Target.Type.AGENT)) {
      throw new MalformedException("it is not signed");
    }
    int least = signatureKind == SignatureKind.TAG ? 0 : 64;
    int most =
        switch (signatureKind) {
          case TAG -> 0;
          case ED25519 -> 64;
          case ED25519_TREE -> MAX_SIGNATURE;
        };
    if (signature.length < least || signature.length > most) {
      throw new MalformedException("its signature has %d bytes".formatted(signature.length));
    }
  }

  /** How the content is hidden. */
  public CipherSuite suite() {
    return suite;
  }

  /** How it is shown whom it comes from. */
  public SignatureKind signatureKind() {
    return signatureKind;
  }

  /** What everybody can see. */
  public EnvelopeHeader header() {
    return header;
  }

  /** A copy of the envelope as it travels. */
  public byte[] bytes() {
    int signatureTo = ciphertextTo() + Short.BYTES + signature.length;
    return Arrays.copyOfRange(bytes, from, signatureTo);
  }

  /** What the ciphertext of it says, by a cipher under the key. */
  byte[] openedBy(KeptCipher cipher, long counter) {
    return cipher.open(counter, bytes, from, authenticatedTo, ciphertextFrom(), ciphertextLength);
  }

  /** The SHA-256 of the header's bytes. */
  byte[] headerHash() {
    return Digests.sha256(Arrays.copyOfRange(bytes, headerFrom, headerTo));
  }

  /** All before the encapsulation. */
  byte[] head() {
    return Arrays.copyOfRange(bytes, from, headerTo);
  }

  /** All that is authenticated beside the ciphertext. */
  byte[] authenticated() {
    return Arrays.copyOfRange(bytes, from, authenticatedTo);
  }

  int authenticatedLength() {
    return authenticatedTo - from;
  }

  byte[] encapsulation() {
    return encapsulation;
  }

  byte[] commitment() {
    return commitment;
  }

  byte[] ciphertext() {
    return Arrays.copyOfRange(bytes, ciphertextFrom(), ciphertextTo());
  }

  private int ciphertextFrom() {
    return authenticatedTo + Integer.BYTES;
  }

  private int ciphertextTo() {
    return ciphertextFrom() + ciphertextLength;
  }

  /** The signature, or for {@link SignatureKind#ED25519_TREE} all that leads to it. */
  public byte[] signature() {
    return signature;
  }

  /**
   * What is signed: a hash of all before the signature, behind words that nothing else begins with.
   */
  public byte[] toBeSigned() {
    return toBeSigned(Arrays.copyOfRange(bytes, from, ciphertextTo()));
  }

  static byte[] toBeSigned(byte[] unsigned) {
    return new ByteWriter().raw(CONTEXT).raw(Digests.sha512(unsigned)).bytes();
  }

  @Override
  public String toString() {
    return "SealedEnvelope[%s, from %s to %s on %s]"
        .formatted(suite, header.origin().sender(), header.target().name(), header.place().topic());
  }
}
