package dev.maos.redis.bus;

import dev.maos.base.MaosException;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads dead letters in the form that the library in the server writes. */
final class Letters {
  private Letters() {}

  /** The number that stands for a reason; it never changes. */
  static int code(Reason reason) {
    return switch (reason) {
      case EXHAUSTED -> 0;
      case REJECTED -> 1;
      case EXPIRED -> 2;
      case REFUSED -> 3;
      case OVERFLOW -> 4;
      case MALFORMED -> 5;
      case PAYLOAD_LOST -> 6;
    };
  }

  private static Reason reason(int code) {
    for (var reason : Reason.values()) {
      if (code(reason) == code) {
        return reason;
      }
    }
    return Reason.MALFORMED;
  }

  static DeadLetter read(QueueName queue, byte[] letter) {
    try {
      return readOurs(queue, letter);
    } catch (BufferUnderflowException | NegativeArraySizeException notOurs) {
      var envelope = Foreign.envelope(new MessageId(0, 0), 0, letter);
      return new DeadLetter(queue, envelope, Reason.MALFORMED, "", 0, Instant.EPOCH);
    }
  }

  private static DeadLetter readOurs(QueueName queue, byte[] letter) {
    var in = ByteBuffer.wrap(letter);
    var reason = reason(in.get() & 0xFF);
    int attempts = in.getShort() & 0xFFFF;
    long at = in.getLong();
    var detail = new byte[in.getShort() & 0xFFFF];
    in.get(detail);
    var id = new MessageId(in.getLong(), in.getLong());
    var body = new byte[in.remaining()];
    in.get(body);
    return new DeadLetter(
        queue,
        envelope(id, at, body),
        reason,
        new String(detail, StandardCharsets.UTF_8),
        attempts,
        Instant.EPOCH.plus(at, ChronoUnit.MICROS));
  }

  private static Envelope envelope(MessageId id, long at, byte[] body) {
    try {
      return Envelope.read(body);
    } catch (MaosException notAnEnvelope) {
      return Foreign.envelope(id, at, body);
    }
  }
}
