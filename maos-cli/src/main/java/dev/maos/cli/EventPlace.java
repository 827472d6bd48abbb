package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.event.EventStore;
import dev.maos.sqlite.SqliteEventStore;
import dev.maos.sqlite.SqliteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the history is: a file, or a shared backend. */
final class EventPlace {
  @Option(
      names = "--store",
      paramLabel = "FILE",
      description = "The SQLite file with the history. Nobody else may have it open.")
  private Optional<Path> store = Optional.empty();

  @Mixin private final UrlOption url = new UrlOption();

  /** What can be done with a history. */
  interface Work {
    int with(EventStore history) throws InterruptedException;
  }

  /** Opens the history for as long as the work takes. */
  int open(Host host, Work work) throws InterruptedException {
    return store.isPresent() ? inFile(store.get(), host, work) : inBackend(host, work);
  }

  private int inBackend(Host host, Work work) throws InterruptedException {
    try (var backend = host.backend(url)) {
      return work.with(backend.events());
    }
  }

  // To look must not make a file.
  private static int inFile(Path file, Host host, Work work) throws InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE, "--store: there is no file '%s'".formatted(file));
    }
    try (var history = SqliteEventStore.open(file, SqliteOptions.defaults(), host.time())) {
      return work.with(history);
    }
  }
}
