package dev.maos.security.envelope;

import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.KeptCipher;
import dev.maos.security.crypto.Secret;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.wire.ByteWriter;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals under a shared key, as one sender in one session.
 *
 * <p>The nonce counts up and is never reset; after 2^32 envelopes it is {@link #isUsedUp used up},
 * and a new key is needed. Thread-safe; the cipher is kept between envelopes.
 */
public final class SharedKeySealer {
  static final long MAX_ENVELOPES = 1L << 32;

  // Head, header and the rest of most envelopes; longer names make it grow.
  private static final int OVERHEAD = 256;

  private final SharedKey key;
  private final UUID session;
  private final byte[] commitment;
  private volatile Optional<Parties> parties = Optional.empty();

  // The two below are guarded by this.
  private final KeptCipher cipher;
  private long next;

  SharedKeySealer(SharedKey key, UUID session, Secret derived) {
    this(key, session, derived, 0);
  }

  SharedKeySealer(SharedKey key, UUID session, Secret derived, long next) {
    this.key = key;
    this.session = session;
    this.cipher = new KeptCipher(derived.slice(0, Aead.KEY_SIZE));
    this.commitment = derived.slice(Aead.KEY_SIZE, derived.size()).bytes();
    this.next = next;
  }

  /** Whether nothing more can be sealed here. */
  public synchronized boolean isUsedUp() {
    return next >= MAX_ENVELOPES;
  }

  /**
   * Seals for the one agent that has the key too, and writes the envelope. There is no signature:
   * to that agent the tag shows whom it comes from, since nobody else has the key, and to nobody
   * else.
   */
  public void seal(EnvelopeHeader header, Plaintext plaintext, ByteWriter out) {
    seal(header, plaintext, SignatureKind.TAG, out);
    out.u16(0);
  }

  /** The same as bytes of their own. */
  public byte[] seal(EnvelopeHeader header, byte[] plaintext) {
    var out = new ByteWriter(OVERHEAD + plaintext.length);
    seal(header, new Given(plaintext), out);
    return out.bytes();
  }

  /** Seals for all who have the key, and signs, so that none of them can pass for the sender. */
  public byte[] sealAndSign(EnvelopeHeader header, byte[] plaintext, AgentKey signer) {
    var out = new ByteWriter(OVERHEAD + plaintext.length);
    seal(header, new Given(plaintext), SignatureKind.ED25519, out);
    return Enveloping.signed(out.bytes(), signer);
  }

  /** About how many bytes an envelope has beside its plaintext. */
  public int overhead() {
    return OVERHEAD;
  }

  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  private record Given(byte[] bytes) implements Plaintext {
    @Override
    public int expectedSize() {
      return bytes.length;
    }

    @Override
    public void writeTo(ByteWriter out) {
      out.raw(bytes);
    }
  }

  private void seal(
      EnvelopeHeader header, Plaintext plaintext, SignatureKind kind, ByteWriter out) {
    requireOurs(header);
    int from = out.size();
    Enveloping.putHead(out, CipherSuite.AES_256_GCM, kind, Enclosed.NOTHING);
    int headerFrom = out.size();
    out.raw(parties(header));
    HeaderForm.putRest(out, header);
    int headerTo = out.size();
    out.u16At(headerFrom - Short.BYTES, headerTo - headerFrom);
    out.u16(Long.BYTES).i64(0).u8(commitment.length).raw(commitment);
    int authenticatedTo = out.size();
    out.i32(0);
    plaintext.writeTo(out);
    int length = out.size() - authenticatedTo - Integer.BYTES;
    out.i32At(headerTo - Integer.BYTES, length);
    out.i32At(authenticatedTo, length + Aead.TAG_SIZE).room(Aead.TAG_SIZE);
    encrypt(out, from, headerTo + Short.BYTES, authenticatedTo, length);
  }

  private synchronized void encrypt(
      ByteWriter out, int from, int counterAt, int authenticatedTo, int length) {
    if (isUsedUp()) {
      throw new IllegalStateException(key + " is used up for session " + session);
    }
    long counter = next++;
    out.i64At(counterAt, counter);
    cipher.seal(
        counter, out.shared(), from, authenticatedTo, authenticatedTo + Integer.BYTES, length);
  }

  /** The bytes of who sends to whom, which seldom change. */
  private byte[] parties(EnvelopeHeader header) {
    var known = parties;
    if (known.isPresent() && known.get().fits(header)) {
      return known.get().bytes();
    }
    var out = new ByteWriter();
    HeaderForm.putParties(out, header);
    var fresh = new Parties(header, out.bytes());
    parties = Optional.of(fresh);
    return fresh.bytes();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Parties(EnvelopeHeader model, byte[] bytes) {
    boolean fits(EnvelopeHeader header) {
      return model.kind() == header.kind()
          && model.deployment().equals(header.deployment())
          && model.origin().equals(header.origin())
          && model.target().equals(header.target());
    }
  }

  private void requireOurs(EnvelopeHeader header) {
    if (!header.origin().session().equals(session)
        || !header.target().key().equals(key.id())
        || header.target().epoch() != key.epoch()) {
      throw new IllegalArgumentException("the header is not for %s, %s".formatted(key, session));
    }
  }
}
