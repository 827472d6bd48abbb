package dev.maos.bench;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The same for many, some of them at the same time: over a network their waiting overlaps. */
final class AtOnce {
  private static final int THREADS = 64;

  private AtOnce() {}

  /** Returns when it was done for all; the first failure is thrown, when all others have ended. */
  static <T> void forEach(T[] items, Consumer<T> action) {
    if (items.length == 1) {
      action.accept(items[0]);
      return;
    }
    try (var executor = Executors.newFixedThreadPool(THREADS, Thread.ofVirtual().factory())) {
      var started =
          Arrays.stream(items).map(item -> executor.submit(() -> action.accept(item))).toList();
      started.forEach(AtOnce::await);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted while agents were set up", e);
    } catch (ExecutionException e) {
      throw new BenchFailedException("an agent could not be set up: " + e.getCause(), e);
    }
  }
}
