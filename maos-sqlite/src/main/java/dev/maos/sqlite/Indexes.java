package dev.maos.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What finds events without reading all of them, filled in after they were recorded.
 *
 * <p>An index on the table of events would be changed in a random place for each event, which makes
 * appending two to three times as dear. Here the entries of many events are sorted and written at
 * once, when nobody waits. What has no entries yet is looked through by those who read. One
 * thread's.
 */
final class Indexes {
  private Indexes() {}

  /** Makes the entries of the events between two sequences. */
  static void fill(Connection connection, long after, long last) throws SQLException {
    for (var kind : Kind.values()) {
      Sql.of("INSERT INTO lookup ")
          .add(kind.entries(after, last))
          .add(" ON CONFLICT DO UPDATE SET mask = mask | excluded.mask")
          .change(connection);
    }
    Sql.of(
            "INSERT INTO span SELECT min(sequence), max(sequence), min(time), max(time) FROM event"
                + " WHERE sequence > ? AND sequence <= ? HAVING count(*) > 0",
            after,
            last)
        .change(connection);
    Sql.of("UPDATE state SET value = ? WHERE name = 'indexed'", last).change(connection);
  }

  /** Removes the entries of the events between two sequences, which must still be there. */
  static void clear(Connection connection, long after, long last) throws SQLException {
    for (var kind : Kind.values()) {
      Sql.of("DELETE FROM lookup WHERE (kind, value, sequence) IN (")
          .add(kind.freed(after, last))
          .add(")")
          .change(connection);
    }
    Sql.of("DELETE FROM span WHERE last <= ?", last).change(connection);
  }
}
