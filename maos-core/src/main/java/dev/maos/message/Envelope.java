package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;

/**
 * A message as it travels: with its identity and its times, in the form that backends store.
 *
 * <p>Its bytes are made once, when a backend first asks for them, and kept; a backend in the same
 * process never asks. Immutable and thread-safe. The format is described at {@code EnvelopeWriter}.
 */
public final class Envelope {
  /** The version of the binary form that this library writes. */
  public static final int VERSION = 1;

  private final MessageId id;
  private final long sentAtMicros;
  private final long dueAtMicros;
  private final long expiresAtMicros;
  private final Identity identity;
  private final Message message;
  private volatile byte[] bytes;
  private volatile long fingerprint;

  /** What makes two envelopes of one id the same message. */
  public enum Identity {
    /** Id and content, where the id was given from outside: other content under it is refused. */
    CONTENT,
    /**
     * The id alone, where the bus made it: anew, or from the message whose handling published this
     * one, which may well write something else when it is handled again.
     */
    ID_ALONE
  }

  private static final byte[] NOT_WRITTEN = {};
  private static final long FNV_PRIME = 0x100_0000_01b3L;
  private static final long END_OF_PART = 0x1_0000;

  /**
   * Seals a message.
   *
   * @param sentAtMicros epoch microseconds
   * @param dueAtMicros when it may be claimed; {@code sentAtMicros} for at once
   * @param expiresAtMicros when it may no longer be handled
   */
  public Envelope(
      MessageId id,
      long sentAtMicros,
      long dueAtMicros,
      long expiresAtMicros,
      Identity identity,
      Message message) {
    this(id, sentAtMicros, dueAtMicros, expiresAtMicros, identity, message, NOT_WRITTEN);
  }

  Envelope(
      MessageId id,
      long sentAtMicros,
      long dueAtMicros,
      long expiresAtMicros,
      Identity identity,
      Message message,
      byte[] bytes) {
    this.id = id;
    this.sentAtMicros = sentAtMicros;
    this.dueAtMicros = dueAtMicros;
    this.expiresAtMicros = expiresAtMicros;
    this.identity = identity;
    this.message = message;
    this.bytes = bytes;
  }

  /** The same message, for which another recipient was chosen. */
  Envelope readdressed(AgentId chosen, Assignment assignment) {
    return new Envelope(
        id,
        sentAtMicros,
        dueAtMicros,
        expiresAtMicros,
        identity,
        message.assigned(chosen, assignment));
  }

  /** Another message in the place of this one, with its id and times. */
  public Envelope carrying(Message other, Identity known) {
    return new Envelope(id, sentAtMicros, dueAtMicros, expiresAtMicros, known, other);
  }

  /**
   * Reads the binary form, strictly: every length must fit exactly and every field be valid.
   *
   * @param bytes owned by the envelope from now on: the payload is a view of them
   * @throws dev.maos.base.MaosException {@link ErrorCode#MALFORMED_ENVELOPE} or {@link
   *     ErrorCode#UNSUPPORTED_VERSION}
   */
  public static Envelope read(byte[] bytes) {
    return new EnvelopeReader(bytes).read();
  }

  public MessageId id() {
    return id;
  }

  public Message message() {
    return message;
  }

  /** When it was published, in epoch microseconds of the sender's clock. */
  public long sentAtMicros() {
    return sentAtMicros;
  }

  /** When it may be claimed, in epoch microseconds. */
  public long dueAtMicros() {
    return dueAtMicros;
  }

  /** When it may no longer be handled, in epoch microseconds. */
  public long expiresAtMicros() {
    return expiresAtMicros;
  }

  public Identity identity() {
    return identity;
  }

  public boolean expiredAt(long micros) {
    return micros >= expiresAtMicros;
  }

  /**
   * The binary form. The array is shared, so it must not be changed. Two threads that ask at once
   * may both write it; they write the same.
   */
  public byte[] bytes() {
    var written = bytes;
    if (written.length == 0) {
      written = new EnvelopeWriter(this).write();
      bytes = written;
    }
    return written;
  }

  /** A 64-bit hash of what makes it the same message; equal on every machine, never 0. */
  public long fingerprint() {
    var known = fingerprint;
    if (known == 0) {
      known = computeFingerprint();
      fingerprint = known;
    }
    return known;
  }

  private long computeFingerprint() {
    if (identity == Identity.ID_ALONE) {
      return 1;
    }
    long hash = message.payload().fingerprint();
    hash = mix(hash, message.type().name());
    hash = mix(hash, message.name());
    hash = mix(hash, message.sender().value());
    hash = mix(hash, message.recipient().toString());
    hash = mix(hash, message.topic().value());
    for (var header : message.headers().values().entrySet()) {
      hash = mix(mix(hash, header.getKey()), header.getValue());
    }
    return hash == 0 ? 1 : hash;
  }

  // Like FNV-1a. Sums of hash codes would let two parts that differ cancel each other out.
  private static long mix(long hash, String part) {
    long mixed = hash;
    for (int i = 0; i < part.length(); i++) {
      mixed = (mixed ^ part.charAt(i)) * FNV_PRIME;
    }
    return (mixed ^ END_OF_PART) * FNV_PRIME;
  }

  /** About how much memory it takes, in bytes. */
  public int weight() {
    return 256 + message.payload().size();
  }

  @Override
  public String toString() {
    return "Envelope[%s, %s to %s on %s]"
        .formatted(id, message.type(), message.recipient(), message.topic());
  }
}
