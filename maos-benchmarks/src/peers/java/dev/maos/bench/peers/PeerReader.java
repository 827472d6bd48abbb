package dev.maos.bench.peers;

import dev.maos.bench.Sink;

/** A thread that reads and hands on until it is closed. */
final class PeerReader implements AutoCloseable {
  private final Reading reading;
  private final Sink sink;
  private final Thread thread;
  private volatile boolean closed;

  /** Reads what there is, or waits for it for a while. */
  interface Reading {
    void readOn() throws Exception;
  }

  PeerReader(String system, Sink sink, Reading reading) {
    this.reading = reading;
    this.sink = sink;
    thread = Thread.ofPlatform().daemon().name("bench-" + system).start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        reading.readOn();
      }
    } catch (Exception e) {
      // Clients end a read that is closed under them each in a way of its own.
      if (!closed) {
        sink.violated("the consumer failed: " + e);
      }
    }
  }

  /** Lets the read that is under way end; whoever closes the client under it does so after this. */
  @Override
  public void close() {
    closed = true;
  }

  /** Returns when the thread has ended. */
  void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
