package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Instant;

/**
 * The bytes of what is stored of votes, for those who write stores. Each value has one form, and
 * what is not of this form is refused with {@link dev.maos.base.ErrorCode#FOREIGN_ENTRY}, or as the
 * value itself refuses it.
 */
public final class VoteForm {
  private static final long MICROS = 1_000_000;
  private static final long NANOS_OF_MICRO = 1_000;

  private VoteForm() {}

  /** The proposal of these bytes, which {@link Proposal#canonical} gave. */
  public static Proposal proposal(byte[] bytes) {
    return CanonicalReader.proposal(bytes);
  }

  /** The content of a ballot, its reason with it. */
  public static byte[] write(Ballot ballot) {
    return Canonical.ballot(ballot);
  }

  /** The ballot of these bytes. */
  public static Ballot ballot(byte[] bytes) {
    return CanonicalReader.ballot(bytes);
  }

  /** A ballot as somebody wants to cast it, with its seal if it has one. */
  public static byte[] write(CastRequest request) {
    return Canonical.stored(request);
  }

  /** What {@link #write(CastRequest)} has written. */
  public static CastRequest request(AgentId voter, int revision, byte[] bytes) {
    return CanonicalReader.stored(voter, revision, bytes);
  }

  /** A decision. */
  public static byte[] write(Decision decision) {
    return Canonical.decision(decision);
  }

  /** The decision of these bytes. */
  public static Decision decision(byte[] bytes) {
    return CanonicalReader.decision(bytes);
  }

  /** Microseconds since 1970, as stores keep times. */
  public static long micros(Instant at) {
    return Math.addExact(
        Math.multiplyExact(at.getEpochSecond(), MICROS), at.getNano() / NANOS_OF_MICRO);
  }

  /** The moment so many microseconds after the beginning of 1970. */
  public static Instant instant(long micros) {
    long nanos = Math.floorMod(micros, MICROS) * NANOS_OF_MICRO;
    return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos);
  }
}
