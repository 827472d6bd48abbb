package dev.maos.security;

import dev.maos.base.Payload;
import dev.maos.message.Message;

/** Messages that somebody changed on their way. */
final class Tampering {
  // Behind the tag of a session's message stand two bytes that say it has no signature.
  private static final int WITHIN = 10;

  private Tampering() {}

  /** The same sealed message with a byte of its tag or signature changed. */
  static Message nearTheEnd(Message sealed) {
    var bytes = sealed.payload().bytes();
    bytes[bytes.length - WITHIN] ^= 1;
    return with(sealed, bytes);
  }

  /** The same sealed message with other bytes in it. */
  static Message with(Message sealed, byte[] bytes) {
    return new Message(
        sealed.type(),
        sealed.name(),
        sealed.sender(),
        sealed.recipient(),
        sealed.topic(),
        Payload.withoutCopying(SealedPayload.TYPE, bytes, 0, bytes.length),
        sealed.priority(),
        sealed.guarantee(),
        sealed.timing(),
        sealed.lineage(),
        sealed.handling(),
        sealed.headers());
  }
}
