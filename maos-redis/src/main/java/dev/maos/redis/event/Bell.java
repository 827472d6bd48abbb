package dev.maos.redis.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.redis.link.RedisLink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Waits for what others append: Redis tells it over a channel. As a message may be lost, who waits
 * looks again from time to time, and whenever the channel was opened anew. Thread-safe.
 */
final class Bell {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Calls calls;
  private final LongSupplier last;
  private final TimeSource time;
  private final TimeSource network;
  private final Signal signal = new Signal();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong heard = new AtomicLong();

  /**
   * A bell that hears nothing yet.
   *
   * @param last asks for the last sequence
   * @param time by which patience is measured
   */
  Bell(Calls calls, LongSupplier last, TimeSource time, TimeSource network) {
    this.calls = calls;
    this.last = last;
    this.time = time;
    this.network = network;
  }

  void listen(RedisLink link) {
    link.listen(calls.key("bell"), this::rang, this::lookAgain);
  }

  private void rang(byte[] message) {
    try {
      heard(Long.parseLong(new String(message, US_ASCII)));
    } catch (NumberFormatException somebodyElse) {
      lookAgain();
    }
  }

  /** This is the last sequence now. */
  void heard(long sequence) {
    heard.set(sequence);
    signal.raise();
  }

  /** Lets everybody who waits ask the server. */
  void lookAgain() {
    looks.incrementAndGet();
    signal.raise();
  }

  boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException {
    long end = time.nanos() + patienceNanos(patience);
    while (true) {
      long seen = looks.get();
      if (lastNow() > sequence) {
        return true;
      }
      var left = Duration.ofNanos(end - time.nanos());
      if (!left.isPositive()) {
        return false;
      }
      if (!ring(sequence, seen, left)) {
        calls.checkOpen();
        return last.getAsLong() > sequence;
      }
      calls.checkOpen();
      if (heard.get() > sequence) {
        return true;
      }
    }
  }

  /** The last sequence; what was heard before the server lost its memory is forgotten. */
  private long lastNow() {
    long before = heard.get();
    long now = last.getAsLong();
    if (before > now) {
      // Fails if the bell rings meanwhile, which is the newer word.
      heard.compareAndSet(before, now);
    }
    return now;
  }

  /** Whether there is a reason to look before the patience is over. */
  private boolean ring(long sequence, long seen, Duration left) throws InterruptedException {
    var alarm = network.schedule(LOOK_AGAIN, this::lookAgain);
    try {
      return signal.await(
          () -> calls.isClosed() || heard.get() > sequence || looks.get() != seen, left, time);
    } finally {
      alarm.cancel();
    }
  }

  private static long patienceNanos(Duration patience) {
    return patience.compareTo(Duration.ofDays(3_650)) > 0
        ? Duration.ofDays(3_650).toNanos()
        : patience.toNanos();
  }
}
