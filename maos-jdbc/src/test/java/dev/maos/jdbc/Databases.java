package dev.maos.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The databases that the inbox is tested with, each in a file. */
final class Databases {
  private static final int BUSY_TIMEOUT_MILLIS = 30_000;

  private Databases() {}

  static DataSource sqlite(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  static DataSource h2(Path file, String... settings) {
    var source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:file:%s;LOCK_TIMEOUT=%d;%s"
            .formatted(file.toAbsolutePath(), BUSY_TIMEOUT_MILLIS, String.join(";", settings)));
    return source;
  }
}
