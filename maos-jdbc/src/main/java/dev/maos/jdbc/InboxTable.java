package dev.maos.jdbc;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.message.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The table of marks, and all SQL of this module, in words that every database knows.
 *
 * @param name its name, which goes into the SQL as it is
 */
record InboxTable(String name) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,47}");

  InboxTable {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_NAME,
          "table name",
          name,
          "1-48 letters, digits or '_', starting with a letter");
    }
  }

  /** That a message was handled by those who read a queue. */
  record Mark(String messageId, String consumer) {
    static Mark of(Delivery delivery) {
      return new Mark(delivery.id().toString(), delivery.queue().toString());
    }
  }

  void create(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      // The longest queue name has 334 characters. Ids first: new ones go to the end of the index.
      statement.executeUpdate(
          """
          CREATE TABLE %s (
            message_id VARCHAR(36) NOT NULL,
            consumer VARCHAR(400) NOT NULL,
            handled_at BIGINT NOT NULL,
            PRIMARY KEY (message_id, consumer))\
          """
              .formatted(name));
      statement.executeUpdate(
          "CREATE INDEX %s_handled_at ON %s (handled_at)".formatted(name, name));
    }
  }

  /** Throws if the table or one of its columns is missing. */
  boolean check(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT message_id, consumer, handled_at FROM %s WHERE 1 = 0".formatted(name))) {
      return !rows.next();
    }
  }

  /**
   * Adds a mark, waiting for a transaction that is about to add the same.
   *
   * <p>The error codes of a row that is there differ from database to database, so after any error
   * we look for the row itself: a message counts as handled only when its own mark was seen. The
   * savepoint is needed where an error ends the transaction for all but a rollback; it is not
   * released, because not every database can.
   *
   * @return false if it was there
   */
  boolean add(Connection connection, Mark mark, long handledAt) throws SQLException {
    var before = connection.setSavepoint();
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO %s (message_id, consumer, handled_at) VALUES (?, ?, ?)".formatted(name))) {
      insert.setString(1, mark.messageId());
      insert.setString(2, mark.consumer());
      insert.setLong(3, handledAt);
      insert.executeUpdate();
      return true;
    } catch (SQLException refusal) {
      if (wasThere(connection, before, mark, refusal)) {
        return false;
      }
      throw refusal;
    }
  }

  private boolean wasThere(
      Connection connection, Savepoint before, Mark mark, SQLException refusal) {
    try {
      connection.rollback(before);
      return contains(connection, mark);
    } catch (SQLException lost) {
      refusal.addSuppressed(lost);
      return false;
    }
  }

  private boolean contains(Connection connection, Mark mark) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT message_id, consumer FROM %s WHERE message_id = ? AND consumer = ?"
                .formatted(name))) {
      query.setString(1, mark.messageId());
      query.setString(2, mark.consumer());
      try (var rows = query.executeQuery()) {
        // Compared here too: some databases take "Worker" and "worker" for the same.
        return rows.next() && mark.equals(new Mark(rows.getString(1), rows.getString(2)));
      }
    }
  }

  /** Some marks made before then. */
  List<Mark> before(Connection connection, long handledAt, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT message_id, consumer FROM %s WHERE handled_at < ?".formatted(name))) {
      query.setMaxRows(most);
      query.setLong(1, handledAt);
      try (var rows = query.executeQuery()) {
        var marks = new ArrayList<Mark>();
        while (rows.next()) {
          marks.add(new Mark(rows.getString(1), rows.getString(2)));
        }
        return marks;
      }
    }
  }

  /** Deletes marks; returns how many of them were still there. */
  int delete(Connection connection, List<Mark> marks) throws SQLException {
    int deleted = 0;
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM %s WHERE message_id = ? AND consumer = ?".formatted(name))) {
      for (var mark : marks) {
        delete.setString(1, mark.messageId());
        delete.setString(2, mark.consumer());
        deleted += delete.executeUpdate();
      }
    }
    return deleted;
  }
}
