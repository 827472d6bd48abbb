package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The right to write to one file, held by one store at a time and given up with the process.
 *
 * <p>It is a transaction that never ends, in an empty database beside the file. SQLite's locks die
 * with their process, and unlike those of the operating system they also keep two stores of one
 * process apart.
 */
final class ProcessLock implements AutoCloseable {
  private final Connection connection;

  private ProcessLock(Connection connection) {
    this.connection = connection;
  }

  static ProcessLock take(Path file) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file + ".lock");
    try {
      Sql.execute(connection, "PRAGMA busy_timeout = 0");
      Sql.execute(connection, "PRAGMA journal_mode = MEMORY");
      Sql.execute(connection, "BEGIN EXCLUSIVE");
      return new ProcessLock(connection);
    } catch (SQLException e) {
      connection.close();
      if (Faults.isBusy(e)) {
        throw new EventStoreException(
            ErrorCode.EVENTSTORE_LOCKED,
            file + " is open in another process or store; only one at a time may write to it",
            e);
      }
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
