package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.event.CursorName;
import dev.maos.event.Event;
import dev.maos.event.EventCursor;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is written, inside one transaction after the other. One thread's. */
final class Scribe implements AutoCloseable {
  private static final int REMEMBERED = 20_000;

  private final Connection connection;
  private final TimeSource time;
  private RowWriter rows;
  private final RowReader reader = new RowReader();
  private final RecentIds recent = new RecentIds(REMEMBERED);
  private final List<RecordedEvent> fresh = new ArrayList<>();
  private boolean stale;
  private Bounds committed;
  private long first;
  private long last;
  private long indexed;
  private Instant now;

  Scribe(Connection connection, TimeSource time) throws SQLException {
    this.connection = connection;
    this.time = time;
    this.now = time.now();
    this.rows = new RowWriter(connection);
    this.committed = load();
  }

  /** What the file has. */
  private Bounds load() throws SQLException {
    long removed = Sql.number(connection, "SELECT value FROM state WHERE name = 'removed'");
    indexed = Sql.number(connection, "SELECT value FROM state WHERE name = 'indexed'");
    last = Math.max(removed, Sql.number(connection, "SELECT max(sequence) FROM event"));
    first = Sql.of("SELECT min(sequence) FROM event").number(connection, last + 1);
    recent.clear();
    var newest =
        Sql.of("SELECT id, sequence FROM event WHERE sequence > ? ORDER BY 2", last - REMEMBERED);
    try (var statement = newest.prepare(connection);
        var ids = statement.executeQuery()) {
      while (ids.next()) {
        recent.add(Extras.id(ids.getBytes(1)), ids.getLong(2));
      }
    }
    return new Bounds(first, last, indexed);
  }

  /** What is there, as of the last commit. */
  Bounds committed() {
    return committed;
  }

  void begin() throws SQLException {
    if (stale) {
      reload();
    }
    Sql.execute(connection, "BEGIN IMMEDIATE");
    now = Moments.moment(Moments.micros(time.now()));
  }

  /** Hands what still waits to SQLite, so that only the commit is left. */
  void flush() throws SQLException {
    rows.flush();
  }

  void commit() throws SQLException {
    Sql.execute(connection, "COMMIT");
    committed = new Bounds(first, last, indexed);
    fresh.clear();
  }

  /** Forgets what was written since the beginning, and looks at what the file has. */
  void rollBack() throws SQLException {
    stale = true;
    fresh.clear();
    try {
      Sql.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // SQLite may have rolled back by itself; whether it did shows at the next beginning.
    }
    reload();
  }

  private void reload() throws SQLException {
    // A statement that failed is closed by its driver.
    rows.close();
    rows = new RowWriter(connection);
    committed = load();
    stale = false;
  }

  List<RecordedEvent> append(List<Event> events) throws SQLException {
    var recorded = new ArrayList<RecordedEvent>(events.size());
    long micros = Moments.micros(now);
    for (var event : events) {
      long known = recent.find(event.id());
      recorded.add(known >= first && known > 0 ? get(known) : record(event, micros));
    }
    return recorded;
  }

  private RecordedEvent record(Event event, long micros) throws SQLException {
    var recorded = new RecordedEvent(last + 1, now, event);
    rows.add(event, recorded.sequence(), micros);
    last++;
    recent.add(event.id(), last);
    fresh.add(recorded);
    return recorded;
  }

  private RecordedEvent get(long sequence) throws SQLException {
    if (sequence > committed.last()) {
      return fresh.get((int) (sequence - committed.last() - 1));
    }
    var sql =
        Sql.of("SELECT " + RowReader.COLUMNS + " FROM event AS e WHERE sequence = ?", sequence);
    try (var statement = sql.prepare(connection);
        var row = statement.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("event " + sequence + " is missing");
      }
      return reader.read(row);
    }
  }

  EventCursor openCursor(CursorName name, long after, long maxLag) throws SQLException {
    var old = CursorTable.find(connection, name);
    var cursor =
        old.isPresent()
            ? with(old.get(), old.get().sequence(), maxLag, old.get().movedAt())
            : new EventCursor(name, Math.clamp(after, first - 1, last), 0, maxLag, now);
    CursorTable.put(connection, cursor);
    return cursor;
  }

  Optional<EventCursor> advance(CursorName name, long sequence) throws SQLException {
    if (sequence > last) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RANGE,
          "sequence",
          Long.toString(sequence),
          "at most the last one, " + last);
    }
    var old = CursorTable.find(connection, name);
    if (old.isEmpty() || old.get().sequence() >= sequence) {
      return old;
    }
    var moved = with(old.get(), sequence, old.get().maxLag(), now);
    CursorTable.put(connection, moved);
    return Optional.of(moved);
  }

  private static EventCursor with(EventCursor old, long sequence, long maxLag, Instant movedAt) {
    return new EventCursor(old.name(), sequence, old.missed(), maxLag, movedAt);
  }

  boolean deleteCursor(CursorName name) throws SQLException {
    return CursorTable.delete(connection, name);
  }

  RetentionPass retain(RetentionPolicy policy) throws SQLException {
    flush();
    var pass = new Retention(connection, new Bounds(first, last, indexed), now).run(policy);
    first += pass.removed();
    indexed = Math.max(indexed, first - 1);
    return pass;
  }

  /** Makes the entries of so many events that have none yet. */
  boolean index(long most) throws SQLException {
    long end = Math.min(last, indexed + most);
    Indexes.fill(connection, indexed, end);
    indexed = end;
    return true;
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    connection.close();
  }
}
