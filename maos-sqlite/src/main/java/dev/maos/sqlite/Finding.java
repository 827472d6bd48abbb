package dev.maos.sqlite;

import dev.maos.event.RecordedEvent;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The way to one event by its id. */
final class Finding {
  private Finding() {}

  static Optional<RecordedEvent> byId(Readers.Reader reader, UUID id, Bounds bounds)
      throws SQLException {
    var bytes = Extras.bytes(id);
    var fresh =
        Sql.of(
            "SELECT " + RowReader.COLUMNS + " FROM event AS e WHERE e.sequence > ? AND e.id = ?",
            bounds.indexed(),
            bytes);
    var indexed =
        Sql.of(
            "SELECT "
                + RowReader.COLUMNS
                + " FROM lookup AS l CROSS JOIN event AS e ON e.sequence = l.sequence"
                + " WHERE l.kind = ? AND l.value = ? ORDER BY l.sequence DESC",
            Kind.ID.number(),
            bytes);
    var found = first(reader, indexed);
    return found.isPresent() ? found : first(reader, fresh);
  }

  private static Optional<RecordedEvent> first(Readers.Reader reader, Sql sql) throws SQLException {
    try (var statement = sql.prepare(reader.connection());
        var rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(reader.rows().read(rows)) : Optional.empty();
    }
  }
}
