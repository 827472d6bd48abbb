package dev.maos.testkit;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waiting, with a bound of real time, for what other threads bring about.
 *
 * <p>The bound only decides when a test that fails gives up; no test depends on how long anything
 * takes.
 */
final class Waiting {
  static final Duration BOUND = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_NANOS = 100_000;

  private Waiting() {}

  /** Waits until it holds. */
  static void until(String what, BooleanSupplier holds) {
    until(() -> what, holds, () -> {});
  }

  /**
   * Waits until it holds.
   *
   * @param what what is waited for; asked only when it did not come
   * @param between run before each further look, to move time for example
   */
  static void until(Supplier<String> what, BooleanSupplier holds, Runnable between) {
    var clock = TimeSource.system();
    long end = clock.nanos() + BOUND.toNanos();
    while (!holds.getAsBoolean()) {
      if (clock.nanos() > end) {
        throw new AssertionError("within " + BOUND.toSeconds() + " s there was no " + what.get());
      }
      between.run();
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
