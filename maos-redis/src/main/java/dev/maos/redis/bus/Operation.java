package dev.maos.redis.bus;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One step for the server, waiting for its turn or for its answer. Several travel in one command
 * and are done in order, each seeing what the ones before it did.
 *
 * @param <T> what it answers
 */
abstract class Operation<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();

  /** An operation of one argument. */
  static <T> Operation<T> of(Packer argument, Function<Answer, T> reading) {
    var bytes = argument.done();
    return new Operation<>() {
      @Override
      void load(Cargo cargo) {
        cargo.argument(bytes);
      }

      @Override
      T read(Answer answer) {
        return reading.apply(answer);
      }
    };
  }

  /** Writes what tells the server what to do; the first argument begins with its letter. */
  abstract void load(Cargo cargo);

  /** Reads its part of the answer. */
  abstract T read(Answer answer);

  /** What it stored, once it was answered: to be stored again if the server should lose it. */
  Optional<PublishOperation> stored() {
    return Optional.empty();
  }

  /** The frames that it stores: who reads where they go may take them in the same step. */
  List<Frame> frames() {
    return List.of();
  }

  /** About how many bytes it sends. */
  int weight() {
    return 128;
  }

  CompletableFuture<T> result() {
    return result;
  }

  /** Reads its part and returns what tells the waiting about it, to be run without a lock. */
  Runnable answered(Answer answer) {
    try {
      T value = read(answer);
      return () -> result.complete(value);
    } catch (RuntimeException unreadable) {
      return () -> result.completeExceptionally(unreadable);
    }
  }

  final void failed(RuntimeException error) {
    result.completeExceptionally(error);
  }
}
