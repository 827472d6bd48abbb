package dev.maos.message;

/** The numbers of the binary envelope's optional fields; they never change and never come twice. */
final class EnvelopeField {
  static final int SCHEDULE = 1;
  static final int TIME_TO_LIVE = 2;
  static final int DEADLINE = 3;
  static final int CORRELATION = 4;
  static final int CAUSATION = 5;
  static final int PATH = 6;
  static final int TRACE_PARENT = 7;
  static final int TRACE_STATE = 8;
  static final int ORDERING_KEY = 9;
  static final int IDEMPOTENCY_KEY = 10;
  static final int REPLY_TO = 11;
  static final int HEADERS = 12;

  static final int MAGIC = 0x4D414F53;
  static final int FIXED_LENGTH = 56;
  static final int TO_AGENT = 1;
  static final int TO_GROUP = 2;
  static final int TO_EVERYONE = 3;
  static final int RECEIPT_WANTED = 1;
  static final int DERIVED_ID = 2;
  static final int AFTER = 1;
  static final int AT = 2;

  private EnvelopeField() {}
}
