package dev.maos.security.envelope;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Instant;
import java.util.UUID;

/**
 * What everybody can see of an envelope, and nobody can change: from whom, for whom, about what,
 * from when until when, in which deployment. Times have milliseconds.
 *
 * @param deployment the agents that understand one another; envelopes of others are refused
 * @param expiresAt always given: nothing sealed lives for ever
 * @param plaintextLength of what is inside, in bytes
 */
public record EnvelopeHeader(
    EnvelopeKind kind,
    UUID deployment,
    Origin origin,
    Target target,
    Place place,
    Instant createdAt,
    Instant expiresAt,
    int plaintextLength) {
  private static final int MAX_LANE = 3;
  private static final int MAX_GUARANTEE = 2;

  /** Checks what can be checked without a key. */
  public EnvelopeHeader {
    if (!expiresAt.isAfter(createdAt) || expiresAt.toEpochMilli() <= 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL, "expiresAt", expiresAt.toString(), "a moment after createdAt");
    }
    requireRange("lane", place.lane(), MAX_LANE);
    requireRange("guarantee", place.guarantee(), MAX_GUARANTEE);
    requireRange("plaintextLength", plaintextLength, Integer.MAX_VALUE);
  }

  private static void requireRange(String field, int value, int max) {
    if (value < 0 || value > max) {
      throw new InvalidInputException(
          ErrorCode.MALFORMED_ENVELOPE, field, Integer.toString(value), "0 to " + max);
    }
  }

  /** The same as one of many reads it, for whom it is counted apart. */
  public EnvelopeHeader readBy(String reader) {
    var one = new Target(target.type(), reader, target.key(), target.epoch());
    return new EnvelopeHeader(
        kind, deployment, origin, one, place, createdAt, expiresAt, plaintextLength);
  }

  EnvelopeHeader withPlaintextLength(int length) {
    return new EnvelopeHeader(
        kind, deployment, origin, target, place, createdAt, expiresAt, length);
  }
}
