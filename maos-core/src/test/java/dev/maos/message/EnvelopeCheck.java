package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** What must hold of any bytes at all: they are refused in one way, or they are an envelope. */
final class EnvelopeCheck {
  private int accepted;
  private int refused;

  /** Reads bytes that somebody may have tampered with. */
  void read(byte[] bytes) {
    var before = bytes.clone();
    try {
      checkValid(Envelope.read(bytes), before);
      accepted++;
    } catch (MaosException e) {
      assertThat(e.code()).isIn(ErrorCode.MALFORMED_ENVELOPE, ErrorCode.UNSUPPORTED_VERSION);
      assertThat(e).message().hasSizeLessThan(400);
      refused++;
    }
  }

  int accepted() {
    return accepted;
  }

  int refused() {
    return refused;
  }

  /** The envelope written anew, not from the bytes that it keeps. */
  static byte[] rewritten(Envelope envelope) {
    return copy(envelope).bytes();
  }

  static void assertSame(Envelope actual, Envelope expected) {
    assertThat(actual.id()).isEqualTo(expected.id());
    assertThat(actual.sentAtMicros()).isEqualTo(expected.sentAtMicros());
    assertThat(actual.dueAtMicros()).isEqualTo(expected.dueAtMicros());
    assertThat(actual.expiresAtMicros()).isEqualTo(expected.expiresAtMicros());
    assertThat(actual.identity()).isEqualTo(expected.identity());
    assertThat(actual.message()).isEqualTo(expected.message());
    assertThat(actual.fingerprint()).isEqualTo(expected.fingerprint());
  }

  private static void checkValid(Envelope envelope, byte[] bytes) {
    assertThat(rewritten(envelope)).isEqualTo(bytes);
    assertThat(envelope.bytes()).isEqualTo(bytes);
    assertThat(envelope.fingerprint()).isNotZero();
    assertThat(envelope.toString()).isNotEmpty();
  }

  private static Envelope copy(Envelope envelope) {
    return new Envelope(
        envelope.id(),
        envelope.sentAtMicros(),
        envelope.dueAtMicros(),
        envelope.expiresAtMicros(),
        envelope.identity(),
        envelope.message());
  }
}
