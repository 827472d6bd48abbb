package dev.maos.resilience;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call on a thread of its own, while the test moves the time. */
final class Background<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Background(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = Thread.startVirtualThread(task);
  }

  static <T> Background<T> start(Callable<T> call) {
    return new Background<>(call);
  }

  void interrupt() {
    thread.interrupt();
  }

  T result() throws Exception {
    return task.get(10, TimeUnit.SECONDS);
  }

  Throwable error() throws Exception {
    try {
      throw new AssertionError("no error but " + result());
    } catch (ExecutionException failed) {
      return Objects.requireNonNull(failed.getCause(), "cause");
    }
  }
}
