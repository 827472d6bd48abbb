package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.OneWay;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Many callers, each of whom waits for its own message: what they send while a frame is on its way
 * makes the next frame.
 */
final class RawCrowd implements OneWay {
  private static final int STREAM = 0;

  private final RespConnection connection;
  private final Outlet outlet;
  private final Intake intake;
  private final String key;
  private final Thread sender;
  private Batch gathering = new Batch();
  private boolean closed;
  private volatile String failure = "";

  RawCrowd(RespConnection connection, Outlet outlet, Intake intake, String key) {
    this.connection = connection;
    this.outlet = outlet;
    this.intake = intake;
    this.key = key;
    sender = Thread.ofPlatform().daemon().name("bench-raw-crowd").start(this::sendBatches);
  }

  @Override
  public void send(int stream, byte[] payload) throws InterruptedException {
    sendOne(stream, payload);
  }

  @Override
  public void sendOne(int stream, byte[] payload) throws InterruptedException {
    join(payload).accepted.await();
    if (!failure.isEmpty()) {
      throw new BenchFailedException(failure);
    }
  }

  private synchronized Batch join(byte[] payload) {
    gathering.frame.add(payload);
    notifyAll();
    return gathering;
  }

  /** Nothing to do: nothing is held back. */
  @Override
  public void push() {}

  /** Nothing to do: whoever sent something waited for it. */
  @Override
  public void flush() {}

  private void sendBatches() {
    try {
      for (var batch = next(); batch.frame.messages() > 0; batch = next()) {
        send(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Batch batch) {
    try {
      outlet.write(connection.out(), STREAM, batch.frame);
      connection.send();
      outlet.read(connection.in());
    } catch (IOException | BenchFailedException e) {
      failure = "a frame was not taken: " + e.getMessage();
    } finally {
      batch.accepted.countDown();
    }
  }

  // An empty batch is the end.
  private synchronized Batch next() throws InterruptedException {
    while (gathering.frame.messages() == 0 && !closed) {
      wait();
    }
    var batch = gathering;
    gathering = new Batch();
    return batch;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    intake.close();
    connection.call("UNLINK", key);
    connection.close();
  }

  /** A frame and those who wait for it. */
  private static final class Batch {
    private final Frame frame = new Frame();
    private final CountDownLatch accepted = new CountDownLatch(1);
  }
}
