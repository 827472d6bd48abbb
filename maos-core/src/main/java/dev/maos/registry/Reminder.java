package dev.maos.registry;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that is done later: once, however often it is asked for until then. So what fails again
 * and again is not tried more and more often. Thread-safe.
 */
final class Reminder {
  private final TimeSource time;
  private final Runnable task;
  private final AtomicBoolean isSet = new AtomicBoolean();

  Reminder(TimeSource time, Runnable task) {
    this.time = time;
    this.task = task;
  }

  /** Does it so much later, unless it is going to be done already. */
  void in(Duration delay) {
    if (isSet.compareAndSet(false, true)) {
      time.schedule(delay, this::run);
    }
  }

  private void run() {
    isSet.set(false);
    task.run();
  }
}
