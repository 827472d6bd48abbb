package dev.maos.message;

/**
 * The numbers of the binary envelope; they never change. An optional field is written when its part
 * of the message differs from the default, never empty, and at most once.
 */
final class EnvelopeField {
  /** One of {@link #AFTER} and {@link #AT}, then how long or when. */
  static final int SCHEDULE = 1;

  /** How long; 24 hours when it is not written. Every time: seconds (8), nanoseconds (4). */
  static final int TIME_TO_LIVE = 2;

  static final int DEADLINE = 3;
  static final int CORRELATION = 4;
  static final int CAUSATION = 5;

  /** At most {@link #MAX_PATH} agents, each one length byte and ASCII. */
  static final int PATH = 6;

  static final int TRACE_PARENT = 7;

  /** Only behind {@link #TRACE_PARENT}. */
  static final int TRACE_STATE = 8;

  static final int ORDERING_KEY = 9;
  static final int IDEMPOTENCY_KEY = 10;

  /** Agent and topic, each one length byte and ASCII. */
  static final int REPLY_TO = 11;

  /** In order of their names: length (1), name in ASCII, length (2), value in UTF-8. */
  static final int HEADERS = 12;

  /**
   * How many needs, these, then the agents that were chosen before: each one length byte and ASCII.
   */
  static final int ASSIGNMENT = 13;

  static final int MAGIC = 0x4D414F53;
  static final int FIXED_LENGTH = 56;
  static final int TO_AGENT = 1;
  static final int TO_GROUP = 2;
  static final int TO_EVERYONE = 3;
  static final int RECEIPT_WANTED = 1;
  static final int ID_ALONE = 2;
  static final int AFTER = 1;
  static final int AT = 2;

  static final int MAX_PATH = 255;
  static final int NANOS_PER_SECOND = 1_000_000_000;

  private EnvelopeField() {}
}
