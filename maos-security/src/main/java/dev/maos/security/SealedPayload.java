package dev.maos.security;

import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;

/**
 * The payload of a message that was sealed: its envelope and, where it belongs to a session, the
 * envelope that opens the session. That one goes with every message, so that any of them may be the
 * first to arrive; it is looked at once.
 *
 * @param opening empty if no session is needed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record SealedPayload(byte[] opening, byte[] envelope) {
  static final MediaType TYPE = MediaType.of("application/vnd.maos.mse1");
  static final byte[] NO_OPENING = {};

  Payload payload() {
    var bytes =
        new ByteWriter(opening.length + envelope.length + 2 * Integer.BYTES)
            .block(opening)
            .block(envelope)
            .bytes();
    return Payload.withoutCopying(TYPE, bytes, 0, bytes.length);
  }

  static boolean is(Payload payload) {
    return payload.mediaType().equals(TYPE);
  }

  static SealedPayload read(Payload payload) throws MalformedException {
    var in = new ByteReader(payload.bytes());
    var opening = in.block();
    var envelope = in.block();
    in.end();
    return new SealedPayload(opening, envelope);
  }
}
