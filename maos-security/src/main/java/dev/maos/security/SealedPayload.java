package dev.maos.security;

import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.session.OutgoingSession;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.util.Arrays;

/**
 * The payload of a message that was sealed: its envelope and, where it belongs to a session, the
 * envelope that opens the session. That one goes with every message, so that any of them may be the
 * first to arrive; it is looked at once.
 *
 * <pre>
 *   opening length u32 | opening, or nothing | envelope length u32 | envelope
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
final class SealedPayload {
  static final MediaType TYPE = MediaType.of("application/vnd.maos.mse1");
  static final byte[] NO_OPENING = {};

  private final byte[] bytes;
  private final int size;
  private final int envelopeFrom;

  private SealedPayload(byte[] bytes, int size, int envelopeFrom) {
    this.bytes = bytes;
    this.size = size;
    this.envelopeFrom = envelopeFrom;
  }

  /** With an envelope that no session is needed for, or that of another opening. */
  static SealedPayload of(byte[] opening, byte[] envelope) {
    var out = new ByteWriter(opening.length + envelope.length + 2 * Integer.BYTES);
    out.block(opening).block(envelope);
    return new SealedPayload(out.shared(), out.size(), out.size() - envelope.length);
  }

  /** With an envelope of a session; all of it is written to one array, and encrypted there. */
  static SealedPayload inSession(
      OutgoingSession session, EnvelopeHeader header, MessageContent content) {
    var sealer = session.sealer();
    int expected = session.openingSize() + sealer.overhead() + content.expectedSize();
    var out = new ByteWriter(2 * Integer.BYTES + expected);
    session.putOpening(out);
    int envelopeFrom = out.i32(0).size();
    sealer.seal(header, content, out);
    out.i32At(envelopeFrom - Integer.BYTES, out.size() - envelopeFrom);
    return new SealedPayload(out.shared(), out.size(), envelopeFrom);
  }

  Payload payload() {
    return Payload.withoutCopying(TYPE, bytes, 0, size);
  }

  static boolean is(Payload payload) {
    return payload.mediaType().equals(TYPE);
  }

  static SealedPayload read(Payload payload) throws MalformedException {
    var bytes = payload.bytes();
    var in = new ByteReader(bytes);
    in.passBlock();
    int envelope = in.passBlock();
    in.end();
    return new SealedPayload(bytes, bytes.length, bytes.length - envelope);
  }

  /** A copy of what opens the session; empty if no session is needed. */
  byte[] opening() {
    return Arrays.copyOfRange(bytes, Integer.BYTES, envelopeFrom - Integer.BYTES);
  }

  /** The envelope, taken apart where it lies. */
  SealedEnvelope envelope(int maxSize) {
    return SealedEnvelope.read(bytes, envelopeFrom, size, maxSize);
  }
}
