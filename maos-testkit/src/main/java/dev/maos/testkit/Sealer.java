package dev.maos.testkit;

import dev.maos.base.TimeSource;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageId;
import dev.maos.message.Schedule;

/** Gives messages the identity and the times that a bus would give them. Not thread-safe. */
final class Sealer {
  private static final long FIRST_ID = 0x0192_0000_0000_7000L;

  private final TimeSource time;
  private long ids;

  Sealer(TimeSource time) {
    this.time = time;
  }

  /** An id that was not given before; later ones are greater. */
  MessageId nextId() {
    return new MessageId(FIRST_ID, Long.MIN_VALUE + ++ids);
  }

  Envelope seal(Message message) {
    return seal(nextId(), message);
  }

  Envelope seal(MessageId id, Message message) {
    long now = time.micros();
    long life = message.timing().timeToLive().toNanos() / 1_000;
    return new Envelope(id, now, due(message, now), now + life, Envelope.Identity.CONTENT, message);
  }

  private static long due(Message message, long now) {
    return switch (message.timing().schedule()) {
      case Schedule.Now() -> now;
      case Schedule.After(var delay) -> now + delay.toNanos() / 1_000;
      case Schedule.At(var moment) ->
          Math.max(now, moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000);
    };
  }
}
