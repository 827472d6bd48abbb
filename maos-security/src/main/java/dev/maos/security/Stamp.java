package dev.maos.security;

import dev.maos.message.Envelope;
import java.time.Instant;
import java.util.UUID;

/** Which message it is, and from when until when it counts, in milliseconds. */
record Stamp(UUID messageId, Instant createdAt, Instant expiresAt) {
  private static final int MICROS = 1_000;

  static Stamp of(Envelope envelope) {
    return new Stamp(
        envelope.id().uuid(),
        Instant.ofEpochMilli(Math.floorDiv(envelope.sentAtMicros(), MICROS)),
        Instant.ofEpochMilli(Math.ceilDiv(envelope.expiresAtMicros(), MICROS)));
  }
}
