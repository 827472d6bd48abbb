package dev.maos.bench;

import dev.maos.Maos;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads all metrics ten times a second, until it is closed. */
final class MetricsReader implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Maos maos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("bench-metrics").unstarted(this::run);

  private MetricsReader(Maos maos) {
    this.maos = maos;
  }

  static MetricsReader start(Maos maos) {
    var reader = new MetricsReader(maos);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        var _ = maos.metrics();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
