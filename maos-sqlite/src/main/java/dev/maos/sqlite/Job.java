package dev.maos.sqlite;

import dev.maos.base.InvalidInputException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be written, handed from the thread that wants it to the one that writes, and the
 * answer on its way back.
 */
final class Job<T> {
  /** What is done inside the transaction. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Refuses before it has written anything, with an {@link InvalidInputException}; anything else
     * ends the transaction.
     */
    T in(Scribe scribe) throws SQLException;
  }

  private final int weight;
  private final Work<T> work;
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable T result;
  private @Nullable RuntimeException failure;

  Job(int weight, Work<T> work) {
    this.weight = weight;
    this.work = work;
  }

  /** How many rows it writes, about. */
  int weight() {
    return weight;
  }

  /** Does the work; a refusal is this job's own and leaves the others alone. */
  void run(Scribe scribe) throws SQLException {
    try {
      result = work.in(scribe);
    } catch (InvalidInputException refusal) {
      failure = refusal;
    }
  }

  /** Lets the answer go: what was done is committed. */
  void complete() {
    done.countDown();
  }

  void fail(RuntimeException why) {
    if (failure == null) {
      failure = why;
    }
    done.countDown();
  }

  /** Waits for the answer, also when interrupted: what is under way cannot be called back. */
  T await() {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
    if (result == null) {
      throw new IllegalStateException("a job without an answer");
    }
    return result;
  }
}
