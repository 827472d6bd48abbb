package dev.maos.jdbc;

import java.sql.Connection;

/**
 * What handling a message writes to the database. It runs in a transaction that its caller ends:
 * returning commits, throwing rolls back.
 */
@FunctionalInterface
public interface DatabaseWork {
  /**
   * Writes with {@code connection}, and only with it: what is written elsewhere is not part of the
   * transaction. The connection is valid until this returns. Its {@code commit}, {@code rollback}
   * (but to a savepoint), {@code setAutoCommit}, {@code close} and {@code abort} are refused with
   * {@link IllegalStateException}.
   */
  void run(Connection connection) throws Exception;
}
