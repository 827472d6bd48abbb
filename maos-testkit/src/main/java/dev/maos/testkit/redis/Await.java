package dev.maos.testkit.redis;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting, with a bound of real time, for what a server does on its own. */
final class Await {
  // Only how soon a hopeless wait gives up: a failover on a busy machine may take many seconds.
  static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Await() {}

  /**
   * Looks until it holds.
   *
   * @param trouble says, when the bound was reached, what did not come
   */
  static void until(BooleanSupplier holds, Supplier<String> trouble) {
    var clock = TimeSource.system();
    long end = clock.nanos() + BOUND.toNanos();
    while (!holds.getAsBoolean()) {
      if (clock.nanos() - end > 0) {
        throw new IllegalStateException("not within " + BOUND.toSeconds() + " s: " + trouble.get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while waiting: " + trouble.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
