package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.event.EventStore;
import dev.maos.event.EventStoreException;
import dev.maos.sqlite.SqliteEventStore;
import dev.maos.sqlite.SqliteOptions;
import java.io.IOException;
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

  /** The file, if it is one: nobody else can write into it while it is open. */
  Optional<Path> file() {
    return store;
  }

  /** Opens the history for as long as the work takes. */
  int open(Host host, Work work) throws InterruptedException {
    if (store.isPresent() && url.isGiven()) {
      throw invalid("--store and --url name two histories; give one of them");
    }
    return store.isPresent() ? inFile(store.get(), host, work) : inBackend(host, work);
  }

  private int inBackend(Host host, Work work) throws InterruptedException {
    if (url.any(host.terminal()).equals(BackendUrl.EMBEDDED)) {
      throw invalid(
          "memory: begins and ends with this command, so it has no history; name a SQLite file with"
              + " --store, or a backend with --url or MAOS_URL, as redis://localhost:6379");
    }
    try (var backend = host.backend(url)) {
      return work.with(backend.events());
    }
  }

  private static int inFile(Path file, Host host, Work work) throws InterruptedException {
    checkFile(file);
    try (var history = open(file, host)) {
      return work.with(history);
    }
  }

  // To look must not make a file, nor a history of what is none.
  private static void checkFile(Path file) {
    if (Files.isDirectory(file)) {
      throw invalid("--store: '%s' is a folder; name the file in it".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw invalid("--store: there is no file '%s'".formatted(file));
    }
    if (isEmpty(file)) {
      throw invalid("--store: '%s' is empty, there is no history in it".formatted(file));
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      // Whoever opens it says better what is wrong with it.
      return false;
    }
  }

  private static SqliteEventStore open(Path file, Host host) {
    try {
      return SqliteEventStore.open(file, SqliteOptions.defaults(), host.time());
    } catch (EventStoreException e) {
      if (e.code() != ErrorCode.EVENTSTORE_LOCKED) {
        throw e;
      }
      throw new EventStoreException(
          e.code(),
          "'%s' is open in another program; close that, or look into a copy (sqlite3 %s '.backup"
                  .formatted(file, ShellWord.quoted(file.toString()))
              + " copy.db')",
          e);
    }
  }

  private static MaosException invalid(String sentence) {
    return new MaosException(ErrorCode.INVALID_USAGE, sentence);
  }
}
