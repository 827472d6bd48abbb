package dev.maos.memory;

import dev.maos.base.TimeSource;

/** A time of day that never goes back: it starts with the clock's and goes on by measured time. */
final class SteadyClock {
  private final TimeSource time;
  private final long startMicros;
  private final long startNanos;

  SteadyClock(TimeSource time) {
    this.time = time;
    this.startMicros = time.micros();
    this.startNanos = time.nanos();
  }

  long micros() {
    return startMicros + (time.nanos() - startNanos) / 1_000;
  }
}
