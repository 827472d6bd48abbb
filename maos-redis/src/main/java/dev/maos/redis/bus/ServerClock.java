package dev.maos.redis.bus;

import dev.maos.message.Envelope;
import java.time.Instant;

/**
 * How far the server's clock, which counts, is from this process's. Times of messages travel in the
 * server's time where the two differ by more than a second, and unchanged otherwise. Thread-safe.
 */
final class ServerClock {
  /** Differences below are not worth a change of a message: networks take that long. */
  static final long TOLERATED_MICROS = 1_000_000;

  private volatile long offset;

  /** Notes that the server's clock showed {@code server} when ours showed {@code local}. */
  void compare(long server, long local) {
    long difference = server - local;
    offset = Math.abs(difference) < TOLERATED_MICROS ? 0 : difference;
  }

  /** Server minus local, in microseconds; 0 if it is small. */
  long offset() {
    return offset;
  }

  /** A moment of this process's clock, in microseconds of the server's. */
  long toServer(Instant moment) {
    return moment.getEpochSecond() * 1_000_000L + moment.getNano() / 1_000 + offset;
  }

  Envelope toServer(Envelope envelope) {
    return shifted(envelope, offset);
  }

  Envelope toLocal(Envelope envelope) {
    return shifted(envelope, -offset);
  }

  private static Envelope shifted(Envelope envelope, long by) {
    return by == 0
        ? envelope
        : new Envelope(
            envelope.id(),
            envelope.sentAtMicros() + by,
            envelope.dueAtMicros() + by,
            envelope.expiresAtMicros() + by,
            envelope.identity(),
            envelope.message());
  }
}
