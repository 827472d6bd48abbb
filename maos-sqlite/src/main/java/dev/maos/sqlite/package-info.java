/**
 * The history of events in one SQLite file.
 *
 * <pre>
 *   SqliteEventStore -- OpenFile --+-- ProcessLock, Database, Schema    one file, one writer
 *                                  +-- Inlet -> Writer -> Scribe        callers share a commit
 *                                  |              +-- RowWriter         many rows, one statement
 *                                  |              +-- Indexes           filled in afterwards
 *                                  |              +-- Retention, CursorTable
 *                                  +-- Readers -> Walk -> Route         the quickest way to a page
 *                                                  +-- FilterSql        what SQL decides
 * </pre>
 *
 * <p>Start with {@link dev.maos.sqlite.SqliteEventStore}.
 */
package dev.maos.sqlite;
