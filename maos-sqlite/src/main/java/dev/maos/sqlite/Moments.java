package dev.maos.sqlite;

import java.time.Duration;
import java.time.Instant;

/** Moments and durations as whole microseconds. */
final class Moments {
  private static final long MICROS = 1_000_000;
  private static final int NANOS = 1_000;

  private Moments() {}

  static long micros(Instant moment) {
    return moment.getEpochSecond() * MICROS + moment.getNano() / NANOS;
  }

  static long micros(Duration duration) {
    return duration.getSeconds() * MICROS + duration.getNano() / NANOS;
  }

  static Instant moment(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS);
  }

  static Duration duration(long micros) {
    return Duration.ofNanos(Math.multiplyExact(micros, NANOS));
  }
}
