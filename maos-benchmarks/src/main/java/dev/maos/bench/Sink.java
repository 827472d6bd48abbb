package dev.maos.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * The end of the way: checks that in every stream each message arrives once and in order, counts
 * it, and records how long it took.
 *
 * <p>Streams may arrive on different threads, the messages of one stream only one after the other.
 * The first message that is lost, doubled or out of order is remembered and ends the benchmark; it
 * looks until the system is closed, so what arrives again after the last message counts too.
 */
public final class Sink {
  // The counters of two streams share no cache line, because two threads may count them at once.
  private static final int STRIDE = 8;

  private final long[] next;
  private final int size;
  private final LongAdder received = new LongAdder();
  private final Recorder latencies = new Recorder(3);
  private final AtomicReference<String> violation = new AtomicReference<>("");
  private final LongAdder repeated = new LongAdder();
  private volatile boolean timing;

  Sink(int streams, int size) {
    this.next = new long[streams * STRIDE];
    this.size = size;
  }

  /** Takes a whole payload, as it was sent. The array may be used again afterwards. */
  public void accept(byte[] payload) {
    accept(ByteBuffer.wrap(payload));
  }

  /** Takes a whole payload, from the buffer's position to its limit. */
  public void accept(ByteBuffer payload) {
    if (payload.remaining() != size) {
      violated("a payload of %d bytes arrived, sent were %d".formatted(payload.remaining(), size));
      return;
    }
    int stream = Stamp.stream(payload);
    long number = Stamp.number(payload);
    int at = stream * STRIDE;
    if (number < next[at]) {
      repeated.increment();
    }
    if (number != next[at]) {
      violated(
          "message %d of stream %d arrived when %d was due".formatted(number, stream, next[at]));
      return;
    }
    next[at] = number + 1;
    if (timing) {
      latencies.recordValue(Math.max(0, System.nanoTime() - Stamp.nanos(payload)));
    }
    received.increment();
  }

  /** Tells that something went wrong that the sink cannot see, such as a refused message. */
  public void violated(String what) {
    violation.compareAndSet("", what);
  }

  /** How many arrived in order. */
  long received() {
    return received.sum();
  }

  void checkOrder() {
    var found = violation.get();
    if (!found.isEmpty()) {
      long again = repeated.sum();
      throw new BenchFailedException(
          again < 2 ? found : "%s; %d arrived again".formatted(found, again));
    }
  }

  /** Whether so many have arrived, each once, now that nothing can arrive any more. */
  void checkComplete(long sent) {
    checkOrder();
    long arrived = received();
    if (arrived != sent) {
      throw new BenchFailedException("of %d messages %d arrived".formatted(sent, arrived));
    }
  }

  void startTiming() {
    latencies.reset();
    timing = true;
  }

  Histogram stopTiming() {
    timing = false;
    return latencies.getIntervalHistogram();
  }
}
