package dev.maos.bench;

/** Payloads through a ring to a thread. Streams are not told apart: first in, first out. */
final class RingOneWay implements OneWay {
  private static final int CAPACITY = 8_192;

  private final SpscRing<byte[]> ring = new SpscRing<>(CAPACITY);
  private final Thread consumer;

  RingOneWay(Sink sink) {
    consumer = Thread.ofPlatform().daemon().name("bench-ring").start(() -> consume(sink));
  }

  private void consume(Sink sink) {
    for (var payload = ring.take(); payload.isPresent(); payload = ring.take()) {
      sink.accept(payload.get());
    }
  }

  @Override
  public void send(int stream, byte[] payload) {
    ring.put(payload.clone());
  }

  @Override
  public void sendOne(int stream, byte[] payload) {
    ring.put(payload.clone());
  }

  /** Nothing to do: nothing is held back. */
  @Override
  public void push() {}

  /** Nothing to do: what is in the ring was accepted. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    consumer.interrupt();
  }
}
