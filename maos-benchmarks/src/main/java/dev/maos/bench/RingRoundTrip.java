package dev.maos.bench;

/** Requests through one ring to a thread, which sends them back through another. */
final class RingRoundTrip implements RoundTrip {
  private static final int CAPACITY = 16;

  private final SpscRing<byte[]> requests = new SpscRing<>(CAPACITY);
  private final SpscRing<byte[]> replies = new SpscRing<>(CAPACITY);
  private final Thread answerer =
      Thread.ofPlatform().daemon().name("bench-answers").start(this::answer);

  private void answer() {
    for (var request = requests.take(); request.isPresent(); request = requests.take()) {
      replies.put(request.get().clone());
    }
  }

  @Override
  public byte[] call(byte[] request) throws InterruptedException {
    requests.put(request.clone());
    return replies.take().orElseThrow(InterruptedException::new);
  }

  @Override
  public void close() {
    answerer.interrupt();
  }
}
