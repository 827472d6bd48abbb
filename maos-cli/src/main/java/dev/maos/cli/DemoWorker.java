package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.cli.demo.Worker;
import dev.maos.message.BusOptions;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Rhythm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** What a child process of the demo does: reviews until its input ends. */
final class DemoWorker {
  /** How long the bus waits for a reviewer of another process. */
  static final Duration LEASE = Duration.ofSeconds(3);

  // A silence longer than the lease: when a reviewer is gone, nothing is in its hands any more.
  // And one that a process does not keep only because many of them begin on a busy machine.
  private static final RegistryOptions AGENTS =
      RegistryOptions.defaults().rhythm(new Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(8)));

  /** What may come to nothing on a machine where all the children begin at once. */
  private static final Set<ErrorCode> WORTH_ANOTHER_TRY =
      EnumSet.of(
          ErrorCode.REDIS_UNREACHABLE, ErrorCode.TRANSPORT_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);

  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private DemoWorker() {}

  /** Works; {@code parent} ends when the parent wants it, or is no more. */
  static int run(String url, int number, Path directory, InputStream parent)
      throws IOException, InterruptedException {
    var options = BusOptions.defaults().drainTimeout(LEASE);
    try (var maos =
            patiently(
                () -> Maos.builder(url).options(options).registry(AGENTS).open(),
                TimeSource.system());
        var _ = Worker.start(maos, number, directory, LEASE)) {
      parent.transferTo(OutputStream.nullOutputStream());
    }
    return ExitCode.OK;
  }

  /** What the supplier has, at the third time at the latest. */
  static <T> T patiently(Supplier<T> place, TimeSource time) throws InterruptedException {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        return place.get();
      } catch (MaosException e) {
        if (!WORTH_ANOTHER_TRY.contains(e.code())) {
          throw e;
        }
        time.sleep(PAUSE);
      }
    }
    return place.get();
  }
}
