package dev.maos.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** All or nothing on one connection, which is left in the auto-commit mode it came in. */
final class Transaction {
  private Transaction() {}

  /** What happens in a transaction. */
  @FunctionalInterface
  interface Body<T, X extends Exception> {
    T run(Connection connection) throws SQLException, X;
  }

  /**
   * Runs {@code body} and commits; rolls back when either throws. If even that fails the connection
   * is aborted, so that nobody commits the rest by accident.
   */
  static <T, X extends Exception> T on(Connection connection, Body<T, X> body)
      throws SQLException, X {
    var before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    T result;
    try {
      result = body.run(connection);
      connection.commit();
    } catch (Throwable failure) {
      undo(connection, before, failure);
      throw failure;
    }
    connection.setAutoCommit(before);
    return result;
  }

  private static void undo(Connection connection, boolean autoCommit, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    } catch (SQLException stuck) {
      failure.addSuppressed(stuck);
      abort(connection, failure);
    }
  }

  // Turning auto-commit on, and with some drivers closing, would commit what is still open.
  private static void abort(Connection connection, Throwable failure) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alsoStuck) {
      failure.addSuppressed(alsoStuck);
    }
  }
}
