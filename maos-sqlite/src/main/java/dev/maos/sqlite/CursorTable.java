package dev.maos.sqlite;

import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The places of readers, in the file. */
final class CursorTable {
  private static final String ALL = "SELECT name, sequence, missed, max_lag, moved FROM cursor ";

  private CursorTable() {}

  static Optional<EventCursor> find(Connection connection, CursorName name) throws SQLException {
    return query(connection, Sql.of(ALL + "WHERE name = ?", name)).stream().findFirst();
  }

  static List<EventCursor> list(Connection connection) throws SQLException {
    return query(connection, Sql.of(ALL + "ORDER BY name"));
  }

  static void put(Connection connection, EventCursor cursor) throws SQLException {
    Sql.of(
            "INSERT OR REPLACE INTO cursor VALUES (?, ?, ?, ?, ?)",
            cursor.name(),
            cursor.sequence(),
            cursor.missed(),
            cursor.maxLag(),
            Moments.micros(cursor.movedAt()))
        .change(connection);
  }

  static boolean delete(Connection connection, CursorName name) throws SQLException {
    return Sql.of("DELETE FROM cursor WHERE name = ?", name).change(connection) > 0;
  }

  private static List<EventCursor> query(Connection connection, Sql sql) throws SQLException {
    var found = new ArrayList<EventCursor>();
    try (var statement = sql.prepare(connection);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(cursor(rows));
      }
    }
    return found;
  }

  private static EventCursor cursor(ResultSet row) throws SQLException {
    return new EventCursor(
        CursorName.of(row.getString(1)),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        Moments.moment(row.getLong(5)));
  }
}
