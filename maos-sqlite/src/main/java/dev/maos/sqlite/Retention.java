package dev.maos.sqlite;

import dev.maos.event.EventCursor;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One pass of giving up the oldest events, inside a transaction. */
final class Retention {
  static final int AT_ONCE = 5_000;

  private final Connection connection;
  private final Bounds bounds;
  private final Instant now;

  Retention(Connection connection, Bounds bounds, Instant now) {
    this.connection = connection;
    this.bounds = bounds;
    this.now = now;
  }

  RetentionPass run(RetentionPolicy policy) throws SQLException {
    var cursors = CursorTable.list(connection);
    long wanted = Math.min(firstKept(policy), firstHeld(cursors));
    long end = Math.min(wanted, bounds.first() + AT_ONCE);
    if (end <= bounds.first()) {
      return new RetentionPass(0, List.of(), true);
    }
    remove(end - 1);
    return new RetentionPass(end - bounds.first(), passOver(cursors, end), end == wanted);
  }

  /** The first sequence that the policy keeps, as far as one pass has to know. */
  private long firstKept(RetentionPolicy policy) throws SQLException {
    long counted = Math.max(bounds.first(), bounds.last() - policy.maxEvents() + 1);
    long horizon = Math.min(bounds.last() + 1, bounds.first() + AT_ONCE + 1);
    if (counted >= horizon) {
      return counted;
    }
    long oldest = Moments.micros(now.minus(policy.maxAge()));
    return Sql.of(
            "SELECT sequence FROM event WHERE sequence >= ? AND sequence < ? AND recorded >= ?"
                + " ORDER BY sequence LIMIT 1",
            counted,
            horizon,
            oldest)
        .number(connection, horizon);
  }

  /** The smallest sequence that somebody has yet to read and that is held for him. */
  private long firstHeld(List<EventCursor> cursors) {
    return cursors.stream()
        .filter(cursor -> bounds.last() - cursor.sequence() <= cursor.maxLag())
        .mapToLong(cursor -> cursor.sequence() + 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void remove(long end) throws SQLException {
    Indexes.clear(connection, bounds.first() - 1, end);
    Sql.of("DELETE FROM event WHERE sequence <= ?", end).change(connection);
    Sql.of("UPDATE state SET value = ? WHERE name = 'removed'", end).change(connection);
    Sql.of("UPDATE state SET value = max(value, ?) WHERE name = 'indexed'", end).change(connection);
  }

  /** Moves on those that have not read what is gone; they are told how much they missed. */
  private List<EventCursor> passOver(List<EventCursor> cursors, long firstKept)
      throws SQLException {
    var passed = new ArrayList<EventCursor>();
    for (var cursor : cursors) {
      long missed = firstKept - 1 - cursor.sequence();
      if (missed > 0) {
        var moved =
            new EventCursor(
                cursor.name(),
                firstKept - 1,
                cursor.missed() + missed,
                cursor.maxLag(),
                cursor.movedAt());
        CursorTable.put(connection, moved);
        passed.add(moved);
      }
    }
    return passed;
  }
}
