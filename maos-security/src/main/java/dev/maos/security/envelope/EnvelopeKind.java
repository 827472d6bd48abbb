package dev.maos.security.envelope;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** What is in an envelope, so that none can be passed off as one of another kind. */
public enum EnvelopeKind {
  /** A message between agents. */
  MESSAGE(1),
  /** An event. */
  EVENT(2),
  /** A ballot. */
  VOTE(3),
  /** A question. */
  REQUEST(4),
  /** An answer. */
  REPLY(5),
  /** A registration. */
  REGISTRATION(6),
  /** A key. */
  KEY_WRAP(7);

  private final int code;

  EnvelopeKind(int code) {
    this.code = code;
  }

  /** The number on the wire; it never changes. */
  public int code() {
    return code;
  }

  static EnvelopeKind ofCode(int code) {
    for (var kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MaosException(
        ErrorCode.UNSUPPORTED_VERSION, "envelopes of kind %d are not known here".formatted(code));
  }
}
