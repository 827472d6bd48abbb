package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.Sink;
import java.io.IOException;

/** The consumer: a connection and a thread that reads from it until it is closed. */
abstract class Intake implements AutoCloseable {
  private final RespConnection connection;
  private final Sink sink;
  private final Thread thread;

  Intake(RespConnection connection, Sink sink) {
    this.connection = connection;
    this.sink = sink;
    thread = Thread.ofPlatform().daemon().name("bench-raw").unstarted(this::consume);
  }

  /** Starts to read; called once, when the rest is set up. */
  final void start() {
    thread.start();
  }

  /** Reads and hands on what there is, or waits for it for a while. */
  abstract void readOn(RespConnection from, Sink to) throws IOException;

  /** Closes what else it has. */
  void closeMore() {}

  private void consume() {
    try {
      while (!connection.isClosed()) {
        readOn(connection, sink);
      }
    } catch (IOException | BenchFailedException e) {
      // A read that close() ended is how this thread is meant to stop.
      if (!connection.isClosed()) {
        sink.violated("the consumer failed: " + e.getMessage());
      }
    }
  }

  @Override
  public final void close() {
    connection.close();
    closeMore();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
