package dev.maos.bench;

import dev.maos.event.EventDurability;
import dev.maos.sqlite.SqliteEventStore;
import dev.maos.sqlite.SqliteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store in a file that goes when it is closed, in the folder for temporary files. */
final class HistoryFile implements AutoCloseable {
  private final Path folder;
  private final SqliteEventStore store;

  HistoryFile(EventDurability durability) {
    try {
      folder = Files.createTempDirectory("maos-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var options = SqliteOptions.defaults().durability(durability);
    store = SqliteEventStore.open(folder.resolve("events.db"), options);
  }

  SqliteEventStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
