package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.cli.demo.Worker;
import dev.maos.message.BusOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/** What a child process of the demo does: reviews until its input ends. */
final class DemoWorker {
  /** How long the bus waits for a reviewer of another process. */
  static final Duration LEASE = Duration.ofSeconds(3);

  private DemoWorker() {}

  /** Works; {@code parent} ends when the parent wants it, or is no more. */
  static int run(String url, int number, Path directory, InputStream parent) throws IOException {
    var options = BusOptions.defaults().drainTimeout(LEASE);
    try (var maos = Maos.builder(url).options(options).open();
        var _ = Worker.start(maos.bus(), number, directory, LEASE)) {
      parent.transferTo(OutputStream.nullOutputStream());
    }
    return ExitCode.OK;
  }
}
