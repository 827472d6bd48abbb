package dev.maos.cli;

import java.util.concurrent.CountDownLatch;

/**
 * What has to be done before the process ends because somebody told it to (Ctrl-C, {@code kill}).
 * Closing it calls that off, or waits for its end where it has begun: so nobody goes on meanwhile
 * to close what it works with.
 */
final class AtInterrupt implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private AtInterrupt(Runnable last) {
    hook =
        Thread.ofPlatform()
            .name("maos-interrupt")
            .unstarted(() -> {
              try {
                last.run();
              } finally {
                done.countDown();
              }
            });
  }

  /**
   * The process does not end before {@code last} has returned, so it must not take long, nor wait
   * for whoever closes this.
   */
  static AtInterrupt run(Runnable last) {
    var interrupt = new AtInterrupt(last);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException tooLate) {
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
