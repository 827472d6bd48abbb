package dev.maos.security.envelope;

import dev.maos.security.wire.ByteWriter;

/**
 * The parts of an envelope that a suite makes.
 *
 * @param encapsulation how the recipient gets to the key; may be empty
 * @param commitment to the key; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Enclosed(byte[] encapsulation, byte[] commitment, byte[] ciphertext) {
  static final byte[] NOTHING = {};

  /** What is authenticated beside the ciphertext. */
  static byte[] authenticated(byte[] head, byte[] encapsulation, byte[] commitment) {
    return new ByteWriter()
        .raw(head)
        .field(encapsulation)
        .u8(commitment.length)
        .raw(commitment)
        .bytes();
  }

  /** All before the signature. */
  byte[] unsigned(byte[] head) {
    return new ByteWriter()
        .raw(authenticated(head, encapsulation, commitment))
        .block(ciphertext)
        .bytes();
  }
}
