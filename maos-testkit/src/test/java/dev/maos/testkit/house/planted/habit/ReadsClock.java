package dev.maos.testkit.house.planted.habit;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

public final class ReadsClock {
  private final LongSupplier millis = System::currentTimeMillis;

  public Supplier<Instant> instant() {
    return () ->
        Instant.ofEpochMilli(millis.getAsLong()).isAfter(Instant.now())
            ? Instant.EPOCH
            : java.time.Clock.systemUTC().instant();
  }
}
