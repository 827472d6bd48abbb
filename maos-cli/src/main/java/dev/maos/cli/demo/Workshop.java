package dev.maos.cli.demo;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * The place where the workers of a demo run, each with a bus of its own over one shared backend.
 * Thread-safe.
 */
public interface Workshop extends AutoCloseable {

  /**
   * Starts a worker; it reports over the bus when it is ready.
   *
   * @param worker its number, from 1
   * @param onEnd told once, on any thread, when it has ended, however it came to that; what it left
   *     behind as last words, or nothing
   */
  void start(int worker, Consumer<String> onEnd) throws IOException;

  /** Ends a worker so that it can do nothing about it. */
  void kill(int worker);

  /** Lets all workers finish what they have in their hands, and waits for that. Idempotent. */
  @Override
  void close();
}
