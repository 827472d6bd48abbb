package dev.maos.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Many callers at once, each on a virtual thread and with a stream of its own; each waits until its
 * message was accepted before it sends the next one.
 */
final class Crowd {
  private final OneWay way;
  private final Outstanding outstanding;
  private final byte[][] payloads;
  private final long[] numbers;
  private final AtomicLong sent = new AtomicLong();

  Crowd(OneWay way, Sink sink, int callers, byte[] payload) {
    this.way = way;
    this.outstanding = new Outstanding(sink, Sender.WINDOW);
    this.payloads = new byte[callers][];
    this.numbers = new long[callers];
    for (int i = 0; i < callers; i++) {
      payloads[i] = payload.clone();
    }
  }

  /** How many were sent so far. */
  long sent() {
    return sent.get();
  }

  /** Lets all of them send for a while and waits until everything has arrived. */
  Round saturate(Duration time) throws InterruptedException {
    var meter = Meter.start();
    long from = sent.get();
    long end = System.nanoTime() + time.toNanos();
    var done = new CountDownLatch(payloads.length);
    var failure = new AtomicReference<String>("");
    for (int i = 0; i < payloads.length; i++) {
      int stream = i;
      Thread.startVirtualThread(() -> {
        try {
          call(stream, end);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
          failure.compareAndSet("", "caller %d: %s".formatted(stream, e.getMessage()));
        } finally {
          done.countDown();
        }
      });
    }
    done.await();
    if (!failure.get().isEmpty()) {
      throw new BenchFailedException(failure.get());
    }
    outstanding.awaitArrival(sent.get());
    return meter.stop(sent.get() - from);
  }

  private void call(int stream, long end) throws InterruptedException {
    var payload = payloads[stream];
    while (System.nanoTime() < end) {
      outstanding.awaitRoom(sent.get());
      Stamp.write(payload, stream, numbers[stream]++, System.nanoTime());
      sent.incrementAndGet();
      way.sendOne(stream, payload);
    }
  }
}
