package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that many ask for and one thread at a time does: a round that begins after somebody asked is
 * a round for everybody who asked before. There is no thread while there is nothing to do, and no
 * lock is held while work is done. Thread-safe.
 */
final class Rounds {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Runnable work;
  private final Consumer<MaosException> onFailure;
  private final TimeSource time;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicBoolean running = new AtomicBoolean();
  private final Signal finished = new Signal();
  private volatile @Nullable MaosException failure;

  /**
   * Rounds of this work.
   *
   * @param onFailure told when a round has failed
   */
  Rounds(Runnable work, Consumer<MaosException> onFailure, TimeSource time) {
    this.work = work;
    this.onFailure = onFailure;
    this.time = time;
  }

  /** Asks for a round on another thread, and does not wait for it. */
  void ask() {
    asked.incrementAndGet();
    startUnlessRunning();
  }

  /**
   * Asks for a round and waits for its end, or for the end of the thread's patience: an interrupted
   * one goes on with its flag set, and the round is done all the same. It is done on this thread
   * unless another is at it.
   *
   * @throws MaosException what the round failed with
   */
  void askAndWait() {
    long mine = asked.incrementAndGet();
    if (running.compareAndSet(false, true)) {
      round();
      rest();
    } else if (!isDone(mine)) {
      return;
    }
    var failed = failure;
    if (failed != null) {
      throw new MaosException(failed.code(), "not done yet: " + failed.getMessage(), failed);
    }
  }

  private boolean isDone(long mine) {
    try {
      return finished.await(() -> done.get() >= mine, LONGEST_WAIT, time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void startUnlessRunning() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("maos-registry")
          .start(() -> {
            round();
            rest();
          });
    }
  }

  private void round() {
    long target = asked.get();
    try {
      work.run();
      failure = null;
    } catch (MaosException e) {
      failed(e);
    } catch (RuntimeException e) {
      // Whatever it is: without a next round nothing would be done any more.
      failed(new MaosException(ErrorCode.FOREIGN_ENTRY, "not understood: " + e, e));
    } finally {
      done.set(target);
      finished.raise();
    }
  }

  private void failed(MaosException e) {
    failure = e;
    onFailure.accept(e);
  }

  /** Stops, unless somebody has asked meanwhile: then another thread goes on. */
  private void rest() {
    running.set(false);
    if (asked.get() > done.get()) {
      startUnlessRunning();
    }
  }
}
