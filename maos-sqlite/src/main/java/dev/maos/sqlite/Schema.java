package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, and how a file of an older release gets them.
 *
 * <pre>
 *   event    the history itself, by sequence, without any index: so appending stays quick
 *   lookup   (kind, value, sequence, mask): where to find a topic, a type, ..., filled in later
 *   span     the earliest and latest time of each run of events, filled in afterwards
 *   cursor   the places of readers
 *   state    numbers: up to where events were removed, and up to where they are in the indexes
 * </pre>
 *
 * <p>Each step leads from one version to the next; a released step is never changed.
 */
final class Schema {
  /** By which a file is known to be ours: "MAOS" in ASCII. */
  static final int APPLICATION = 0x4d414f53;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE event (
                sequence INTEGER PRIMARY KEY,
                recorded INTEGER NOT NULL,
                id BLOB NOT NULL,
                type TEXT NOT NULL,
                source TEXT NOT NULL,
                topic TEXT NOT NULL,
                severity INTEGER NOT NULL,
                time INTEGER NOT NULL,
                ttl INTEGER,
                correlation TEXT,
                causation BLOB,
                tags TEXT NOT NULL,
                metadata BLOB,
                media TEXT,
                data BLOB NOT NULL
              ) STRICT\
              """,
              """
              CREATE TABLE lookup (
                kind INTEGER NOT NULL,
                value ANY NOT NULL,
                sequence INTEGER NOT NULL,
                mask INTEGER NOT NULL,
                PRIMARY KEY (kind, value, sequence)
              ) STRICT, WITHOUT ROWID\
              """,
              """
              CREATE TABLE span (
                first INTEGER PRIMARY KEY,
                last INTEGER NOT NULL,
                earliest INTEGER NOT NULL,
                latest INTEGER NOT NULL
              ) STRICT\
              """,
              """
              CREATE TABLE cursor (
                name TEXT PRIMARY KEY,
                sequence INTEGER NOT NULL,
                missed INTEGER NOT NULL,
                max_lag INTEGER NOT NULL,
                moved INTEGER NOT NULL
              ) STRICT, WITHOUT ROWID\
              """,
              "CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
              "INSERT INTO state VALUES ('removed', 0), ('indexed', 0)"));

  private Schema() {}

  static int version() {
    return STEPS.size();
  }

  /** Brings the file to this release's version, in one transaction. */
  static void bring(Connection connection, Path file) throws SQLException {
    long application = Sql.number(connection, "PRAGMA application_id");
    long version = Sql.number(connection, "PRAGMA user_version");
    long tables = Sql.number(connection, "SELECT count(*) FROM sqlite_schema");
    if (application != APPLICATION && tables > 0) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_CORRUPT, file + " is a database of something else, not of events");
    }
    if (version > STEPS.size()) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_NEWER_SCHEMA,
          "%s has version %d, and this release knows versions up to %d: use the newer release"
              .formatted(file, version, STEPS.size()));
    }
    if (version < STEPS.size() || application != APPLICATION) {
      migrate(connection, (int) version);
    }
  }

  private static void migrate(Connection connection, int version) throws SQLException {
    Sql.execute(connection, "BEGIN IMMEDIATE");
    for (var step : STEPS.subList(version, STEPS.size())) {
      for (var statement : step) {
        Sql.execute(connection, statement);
      }
    }
    Sql.execute(connection, "PRAGMA application_id = " + APPLICATION);
    Sql.execute(connection, "PRAGMA user_version = " + STEPS.size());
    Sql.execute(connection, "COMMIT");
  }
}
