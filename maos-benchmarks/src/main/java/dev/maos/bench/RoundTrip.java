package dev.maos.bench;

/** A caller and somebody who answers. Used by one thread. */
public interface RoundTrip extends AutoCloseable {
  /** Asks, waits, and returns the answer: the same bytes. The array is the harness's. */
  byte[] call(byte[] request) throws InterruptedException;

  @Override
  void close();
}
