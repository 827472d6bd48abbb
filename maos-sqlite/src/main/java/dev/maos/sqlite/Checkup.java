package dev.maos.sqlite;

import dev.maos.event.EventStoreException;
import dev.maos.monitor.Health;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a store is, with the facts.
 *
 * @param details in the order in which they are shown
 */
record Checkup(Health health, Map<String, String> details) {

  static Checkup closed() {
    return new Checkup(Health.unhealthy("the event store is closed"), Map.of());
  }

  /** Asks the file, and remembers what became of the last write. */
  static Checkup of(OpenFile file, SqliteOptions options) {
    var details = new LinkedHashMap<String, String>();
    details.put("file", file.database().file().toString());
    details.put("durability", options.durability().name());
    try {
      file.read(reader -> describe(reader, file.bounds(), details));
    } catch (EventStoreException e) {
      return new Checkup(Health.unhealthy(String.valueOf(e.getMessage())), details);
    }
    var trouble = file.writer().trouble();
    var health =
        trouble == null
            ? Health.healthy()
            : Health.unhealthy("the last write failed: " + trouble.getMessage());
    return new Checkup(health, details);
  }

  private static Bounds describe(Readers.Reader reader, Bounds bounds, Map<String, String> details)
      throws SQLException {
    var connection = reader.connection();
    long pages = Sql.number(connection, "PRAGMA page_count");
    long pageBytes = Sql.number(connection, "PRAGMA page_size");
    details.put("events", Long.toString(bounds.last() - bounds.first() + 1));
    details.put("index lag", Long.toString(bounds.lag()));
    details.put("bytes", Long.toString(pages * pageBytes));
    details.put("cursors", Integer.toString(CursorTable.list(connection).size()));
    return bounds;
  }
}
