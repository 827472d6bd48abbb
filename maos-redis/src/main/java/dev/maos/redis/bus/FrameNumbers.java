package dev.maos.redis.bus;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for large frames, which are this process's own: reserved from the server in ranges, the
 * next range while there is still some of the one before. Thread-safe.
 */
final class FrameNumbers {
  /** From this size on a frame does not pass through Lua, which takes time for each byte. */
  static final int LARGE_BYTES = 4 * 1024;

  private static final int RANGE = 10_000;

  private final int largeFrom;
  private final AtomicBoolean reserving = new AtomicBoolean();
  private @Nullable Pipeline pipeline;
  private long next;
  private long end;
  private long reserve;

  /**
   * Numbers for frames from a size on.
   *
   * @param largeFrom in bytes
   */
  FrameNumbers(int largeFrom) {
    this.largeFrom = largeFrom;
  }

  int largeFrom() {
    return largeFrom;
  }

  /** Begins to reserve; until the first range has come, frames are sent without a number. */
  void reserveFrom(Pipeline reserving) {
    synchronized (this) {
      pipeline = reserving;
    }
    reserve();
  }

  /** The next number, or 0 if there is none at the moment. */
  long next() {
    long number;
    boolean low;
    synchronized (this) {
      if (next == end && reserve != 0) {
        next = reserve;
        end = reserve + RANGE;
        reserve = 0;
      }
      number = next == end ? 0 : next++;
      low = reserve == 0;
    }
    if (low) {
      reserve();
    }
    return number;
  }

  /** The server has forgotten which numbers it gave out. */
  synchronized void reset() {
    next = 0;
    end = 0;
    reserve = 0;
  }

  private void reserve() {
    Pipeline from;
    synchronized (this) {
      from = pipeline;
    }
    if (from == null || !reserving.compareAndSet(false, true)) {
      return;
    }
    var operation = from.submit(Operation.of(Packer.operation('I').u32(RANGE), Answer::u48));
    var _ = operation.result().whenComplete(this::reserved);
  }

  private void reserved(@Nullable Long first, @Nullable Throwable error) {
    synchronized (this) {
      if (first != null) {
        reserve = first;
      }
    }
    reserving.set(false);
  }
}
