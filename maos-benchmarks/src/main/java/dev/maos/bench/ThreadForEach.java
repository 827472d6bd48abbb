package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A virtual thread and a bounded queue for each agent. */
final class ThreadForEach implements OneWay {
  private static final int CAPACITY = Sender.WINDOW;

  private final List<BlockingQueue<byte[]>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  ThreadForEach(int agents, Sink sink) {
    for (int i = 0; i < agents; i++) {
      var queue = new LinkedBlockingQueue<byte[]>(CAPACITY);
      queues.add(queue);
      threads.add(Thread.ofVirtual().start(() -> consume(queue, sink)));
    }
  }

  private static void consume(BlockingQueue<byte[]> queue, Sink sink) {
    try {
      while (true) {
        sink.accept(queue.take());
      }
    } catch (InterruptedException e) {
      // How close() ends this thread; nobody else reads its flag.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void send(int stream, byte[] payload) throws InterruptedException {
    queues.get(stream).put(payload.clone());
  }

  @Override
  public void sendOne(int stream, byte[] payload) throws InterruptedException {
    send(stream, payload);
  }

  /** Nothing to do: nothing is held back. */
  @Override
  public void push() {}

  /** Nothing to do: what is in a queue was accepted. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
