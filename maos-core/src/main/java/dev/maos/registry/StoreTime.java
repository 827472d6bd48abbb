package dev.maos.registry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments of a store's clock, which are microseconds since 1970. */
final class StoreTime {
  private StoreTime() {}

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
