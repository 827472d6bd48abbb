package dev.maos.bench;

/** A way from one producer to its consumers. Used by one thread. */
public interface OneWay extends AutoCloseable {
  /**
   * Sends as fast as the system can when the producer need not know at once.
   *
   * @param stream the priority or the agent, from 0
   * @param payload changed by the harness after the call: what is kept must be a copy
   */
  void send(int stream, byte[] payload) throws InterruptedException;

  /**
   * Sends one message and returns when it was accepted. With several callers, each stream is sent
   * to by a thread of its own.
   */
  void sendOne(int stream, byte[] payload) throws InterruptedException;

  /** Sends what {@link #send} holds back, if it does, and need not wait until it was accepted. */
  void push() throws InterruptedException;

  /** Returns when everything sent was accepted. */
  void flush() throws InterruptedException;

  @Override
  void close();
}
