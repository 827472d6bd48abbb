package dev.maos.redis.bus;

import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waiting for the answer to an operation, for as long as a command may take since the server has
 * answered anything. Where ten thousand agents wait in one line, the last of them waits longer than
 * a command takes; to give up then and to come again would only make the line longer. An interrupt
 * does not end the wait, which is short; it is kept for the caller.
 */
final class Waiting {
  /** How many times that long anybody waits, also while others are answered. */
  private static final int MOST_PATIENCES = 10;

  private Waiting() {}

  static <T> T forResult(Pipeline pipeline, Operation<T> operation, Duration patience) {
    try {
      return forAnswer(pipeline, operation, patience);
    } catch (UnansweredException late) {
      throw late.outcome();
    }
  }

  /**
   * Waits for an answer.
   *
   * @throws UnansweredException if it did not come
   */
  static <T> T forAnswer(Pipeline pipeline, Operation<T> operation, Duration patience)
      throws UnansweredException {
    boolean interrupted = false;
    long answers = pipeline.answers();
    int patiences = 1;
    try {
      while (true) {
        try {
          return operation.result().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          if (pipeline.answers() == answers || patiences++ == MOST_PATIENCES) {
            throw new UnansweredException(outcome(pipeline, operation, patience));
          }
          answers = pipeline.answers();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException refusal) {
            throw refusal;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until something that cannot fail is done. */
  static void forDone(CompletableFuture<?> something, Duration patience) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          var _ = something.get(patience.toMillis(), TimeUnit.MILLISECONDS);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
          throw TransportException.outcomeUnknown(
              "Redis has not answered for " + patience.toMillis() + " ms");
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static TransportException outcome(
      Pipeline pipeline, Operation<?> operation, Duration patience) {
    var what = "Redis has not answered for " + patience.toMillis() + " ms";
    return pipeline.withdraw(operation)
        ? TransportException.unavailable(what)
        : TransportException.outcomeUnknown(what);
  }
}
