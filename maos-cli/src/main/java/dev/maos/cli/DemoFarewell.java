package dev.maos.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the end of the process wait until a demo has tidied up: when the process is told to end (by
 * Ctrl-C, say) the thread that opened this is interrupted, and has ten seconds to close it.
 */
final class DemoFarewell implements AutoCloseable {
  private static final int SECONDS = 10;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread demo = Thread.currentThread();
  private final AtInterrupt farewell = AtInterrupt.run(this::interrupt);

  private void interrupt() {
    demo.interrupt();
    try {
      // When that takes too long something is left behind, which is better than never to end.
      var _ = closed.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    farewell.close();
  }
}
