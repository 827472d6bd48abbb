package dev.maos.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What was sent and has not arrived: bounded by a window, and awaited. Thread-safe. */
final class Outstanding {
  private static final long NAP_NANOS = 20_000;
  private static final long STALL_NANOS = Duration.ofSeconds(15).toNanos();

  private final Sink sink;
  private final int window;

  Outstanding(Sink sink, int window) {
    this.sink = sink;
    this.window = window;
  }

  /** Returns when the next message may be sent after so many. */
  void awaitRoom(long sent) throws InterruptedException {
    if (sent - sink.received() >= window) {
      await(sent, window / 2);
    }
  }

  /** Returns when so many have arrived, each once and in order. */
  void awaitArrival(long sent) throws InterruptedException {
    await(sent, 0);
    sink.checkOrder();
  }

  private void await(long sent, int most) throws InterruptedException {
    long seen = sink.received();
    long since = System.nanoTime();
    while (sent - sink.received() > most) {
      sink.checkOrder();
      long received = sink.received();
      if (received != seen) {
        seen = received;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STALL_NANOS) {
        throw new BenchFailedException("of %d messages %d arrived".formatted(sent, received));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(NAP_NANOS);
    }
  }
}
