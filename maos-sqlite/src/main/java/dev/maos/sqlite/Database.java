package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventDurability;
import dev.maos.event.EventStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One file, how it is opened, and the connections to it. */
final class Database {
  private static final long PAGE_BYTES = 4_096;

  private final Path file;
  private final SqliteOptions options;

  Database(Path file, SqliteOptions options) {
    this.file = real(file);
    this.options = options;
  }

  /** Without links, so that one file has one lock, whatever it is called. */
  private static Path real(Path file) {
    var absolute = file.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (IOException notThereYet) {
      return inRealFolder(absolute);
    }
  }

  private static Path inRealFolder(Path absolute) {
    var folder = absolute.getParent();
    var name = absolute.getFileName();
    try {
      return folder == null || name == null ? absolute : folder.toRealPath().resolve(name);
    } catch (IOException noFolder) {
      return absolute; // Which checkPlace refuses.
    }
  }

  Path file() {
    return file;
  }

  /** The connection that writes: checks the file and brings it up to date. */
  Connection openWriter() throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try {
      Sql.execute(connection, "PRAGMA page_size = " + PAGE_BYTES);
      Sql.execute(connection, "PRAGMA busy_timeout = 5000");
      Sql.execute(connection, "PRAGMA cache_size = -65536");
      Sql.execute(connection, "PRAGMA temp_store = MEMORY");
      Sql.execute(connection, "PRAGMA journal_size_limit = 67108864");
      Sql.execute(connection, "PRAGMA wal_autocheckpoint = 4000");
      Sql.execute(connection, "PRAGMA synchronous = " + synchronous());
      Sql.execute(connection, "PRAGMA max_page_count = " + options.maxBytes() / PAGE_BYTES);
      Schema.bring(connection, file);
      if (options.integrityCheck() == IntegrityCheck.ON_OPEN) {
        check(connection);
      }
      // Last, since it is the first that writes where nothing has to be brought up to date.
      Sql.execute(connection, "PRAGMA journal_mode = WAL");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that only reads, beside the one that writes. */
  Connection openReader() throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try {
      Sql.execute(connection, "PRAGMA busy_timeout = 5000");
      Sql.execute(connection, "PRAGMA query_only = ON");
      Sql.execute(connection, "PRAGMA cache_size = -16384");
      Sql.execute(connection, "PRAGMA mmap_size = 1073741824");
      Sql.execute(connection, "PRAGMA temp_store = MEMORY");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Refuses where no file can be or be written, in words that say so. */
  void checkPlace() {
    var folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_UNAVAILABLE, file + " cannot be there: its folder does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_UNAVAILABLE, file + " is a folder, not a file");
    }
    if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_READONLY, file + " or its folder cannot be written");
    }
  }

  private String synchronous() {
    return options.durability() == EventDurability.DISK ? "FULL" : "NORMAL";
  }

  private void check(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      var found = rows.next() ? rows.getString(1) : "nothing";
      if (!"ok".equals(found)) {
        throw new EventStoreException(
            ErrorCode.EVENTSTORE_CORRUPT,
            file + " is damaged (" + found + "); restore it from a copy, or move it away");
      }
    }
  }
}
