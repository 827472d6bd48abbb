package dev.maos.cli;

import dev.maos.message.Delivery;
import dev.maos.message.Envelope;
import dev.maos.message.Envelope.Identity;
import dev.maos.message.Schedule;
import java.time.Duration;
import java.time.Instant;

/** The envelope in which a delivered message was published, with the times its sender gave it. */
final class Envelopes {
  private static final long MICROS = 1_000_000;
  private static final Duration FURTHEST = Duration.ofDays(36_500);

  private Envelopes() {}

  static Envelope of(Delivery delivery) {
    var message = delivery.message();
    long sent = micros(delivery.sentAt());
    long expires = sent + micros(message.timing().timeToLive());
    var deadline = message.timing().deadline();
    var identity =
        message.handling().idempotencyKey().isPresent() ? Identity.CONTENT : Identity.ID_ALONE;
    return new Envelope(
        delivery.id(),
        sent,
        due(message.timing().schedule(), sent),
        deadline.map(Envelopes::micros).filter(end -> end < expires).orElse(expires),
        identity,
        message);
  }

  private static long due(Schedule schedule, long sent) {
    return switch (schedule) {
      case Schedule.Now() -> sent;
      case Schedule.After(var delay) -> sent + micros(delay);
      case Schedule.At(var moment) -> Math.max(sent, micros(moment));
    };
  }

  private static long micros(Duration length) {
    return (length.compareTo(FURTHEST) > 0 ? FURTHEST : length).toNanos() / 1_000;
  }

  private static long micros(Instant moment) {
    return moment.getEpochSecond() * MICROS + moment.getNano() / 1_000;
  }
}
