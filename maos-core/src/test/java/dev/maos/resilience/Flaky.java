package dev.maos.resilience;

import dev.maos.base.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A call that fails so many times before it succeeds, and tells when it was made. */
final class Flaky implements Call<String, IOException> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ManualTime time;
  private final int failures;
  private final Instant start;
  private final AtomicInteger made = new AtomicInteger();
  private final BlockingQueue<Duration> moments = new LinkedBlockingQueue<>();

  Flaky(ManualTime time, int failures) {
    this.time = time;
    this.failures = failures;
    this.start = time.now();
  }

  @Override
  public String call() throws IOException {
    int attempt = made.incrementAndGet();
    moments.add(Duration.between(start, time.now()));
    if (attempt <= failures) {
      throw new IOException("failure " + attempt);
    }
    return "success " + attempt;
  }

  int made() {
    return made.get();
  }

  /** When the next attempt was made, counted from the start; waits for it. */
  Duration nextAttempt() throws InterruptedException {
    var moment = moments.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (moment == null) {
      throw new AssertionError("no further attempt after " + made());
    }
    return moment;
  }

  /** Lets the next attempt happen, and moves the time on once the caller waits for another. */
  void failOnceAndWait(Duration wait) throws InterruptedException {
    nextAttempt();
    awaitSleeper();
    time.advance(wait);
  }

  void awaitSleeper() throws InterruptedException {
    if (!time.awaitSleepers(1, PATIENCE)) {
      throw new AssertionError("nobody waits after attempt " + made());
    }
  }
}
