package dev.maos.sqlite;

import dev.maos.base.MediaType;
import dev.maos.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inserts events, many with one statement: each step of a statement and each crossing into native
 * code costs more than the row itself. One thread's.
 */
final class RowWriter implements AutoCloseable {
  private static final int[] SIZES = {64, 16, 4, 1};
  private static final int MOST = SIZES[0];
  private static final int COLUMNS = 13;
  private static final String ROW = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final PreparedStatement[] statements = new PreparedStatement[SIZES.length];
  private final List<Event> waiting = new ArrayList<>(MOST);
  private long firstSequence;
  private long recordedAt;

  RowWriter(Connection connection) throws SQLException {
    for (int i = 0; i < SIZES.length; i++) {
      statements[i] = connection.prepareStatement(insert(SIZES[i]));
    }
  }

  private static String insert(int rows) {
    var sql =
        new StringBuilder(
            "INSERT INTO event (sequence, recorded, id, type, source, topic, severity, time, ttl,"
                + " correlation, causation, tags, metadata, media, data) VALUES ");
    for (int i = 0; i < rows; i++) {
      sql.append(i == 0 ? "(" : ", (").append("?1 + ").append(i).append(", ?2, ").append(ROW);
    }
    return sql.toString();
  }

  /** All events that wait have sequences in a row and one time of recording. */
  void add(Event event, long sequence, long recorded) throws SQLException {
    if (waiting.isEmpty()) {
      firstSequence = sequence;
      recordedAt = recorded;
    }
    waiting.add(event);
    if (waiting.size() == MOST) {
      flush();
    }
  }

  /** Inserts those that still wait. */
  void flush() throws SQLException {
    int at = 0;
    for (int i = 0; i < SIZES.length; i++) {
      while (waiting.size() - at >= SIZES[i]) {
        insert(statements[i], at, SIZES[i]);
        at += SIZES[i];
      }
    }
    waiting.clear();
  }

  private void insert(PreparedStatement statement, int from, int count) throws SQLException {
    statement.setLong(1, firstSequence + from);
    statement.setLong(2, recordedAt);
    for (int i = 0; i < count; i++) {
      bind(statement, 2 + i * COLUMNS, waiting.get(from + i));
    }
    var _ = statement.executeUpdate();
  }

  private static void bind(PreparedStatement row, int before, Event event) throws SQLException {
    row.setBytes(before + 1, Extras.bytes(event.id()));
    row.setString(before + 2, event.type().name());
    row.setString(before + 3, event.source().value());
    row.setString(before + 4, event.topic().value());
    row.setInt(before + 5, Severities.number(event.severity()));
    row.setLong(before + 6, Moments.micros(event.time()));
    row.setObject(before + 7, event.ttl().map(Moments::micros).orElse(null));
    row.setString(before + 8, event.correlation().map(talk -> talk.value()).orElse(null));
    row.setBytes(before + 9, event.causation().map(Extras::bytes).orElse(null));
    row.setString(before + 10, Extras.text(event.tags()));
    row.setBytes(before + 11, event.metadata().isEmpty() ? null : Extras.bytes(event.metadata()));
    var media = event.data().mediaType();
    row.setString(before + 12, media.equals(MediaType.JSON) ? null : media.value());
    row.setBytes(before + 13, event.data().bytes());
  }

  @Override
  public void close() throws SQLException {
    for (var statement : statements) {
      statement.close();
    }
  }
}
