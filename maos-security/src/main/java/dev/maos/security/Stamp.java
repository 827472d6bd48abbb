package dev.maos.security;

import dev.maos.message.Envelope;
import java.time.Instant;
import java.util.UUID;

/** Which message it is, and from when until when it counts, in milliseconds. */
record Stamp(UUID messageId, Instant createdAt, Instant expiresAt) {
  private static final int MICROS = 1_000;

  // Rounded alike, so that a message of a whole day does not become longer; the shortest still
  // lives
  // for one millisecond.
  static Stamp of(Envelope envelope) {
    long created = Math.floorDiv(envelope.sentAtMicros(), MICROS);
    long expires = Math.floorDiv(envelope.expiresAtMicros(), MICROS);
    return new Stamp(
        envelope.id().uuid(),
        Instant.ofEpochMilli(created),
        Instant.ofEpochMilli(Math.max(created + 1, expires)));
  }
}
