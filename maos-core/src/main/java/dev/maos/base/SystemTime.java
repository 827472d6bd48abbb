package dev.maos.base;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the machine, reached through {@link TimeSource#system()}.
 *
 * <p>A due task starts on a virtual thread of its own, so tasks may block and this class owns no
 * thread. A task that throws is logged as an error. Thread-safe, without state.
 */
public final class SystemTime implements TimeSource {
  static final SystemTime INSTANCE = new SystemTime();

  private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

  private SystemTime() {}

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Alarm schedule(Duration delay, Runnable task) {
    Objects.requireNonNull(task, "task");
    long nanos = TimeUnit.NANOSECONDS.convert(delay);
    var pending =
        ForkJoinPool.commonPool().schedule(() -> start(task), nanos, TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(duration));
  }

  private static void start(Runnable task) {
    Thread.ofVirtual().name("maos-alarm").start(() -> run(task));
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable failure) {
      // Nobody waits for an alarm, so this log line is the only place where its failure can show.
      LOG.error("A scheduled task failed", failure);
    }
  }
}
