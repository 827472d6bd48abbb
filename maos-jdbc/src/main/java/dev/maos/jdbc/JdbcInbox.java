package dev.maos.jdbc;

import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.message.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A table in the user's database that knows which messages have had their effect there.
 *
 * <p>A handler may run again for the same message: after a crash, a lost lease, a failed try or a
 * redrive. {@link #handle} writes the effect and a mark of the message in one transaction, and
 * skips the work when the mark is there:
 *
 * {@snippet :
 * var inbox = JdbcInbox.of(dataSource);
 * inbox.createTable();
 * bus.subscribe(worker, pattern, delivery ->
 *     inbox.handle(delivery, connection -> book(connection, delivery.payload())));
 * }
 *
 * <p><b>What is guaranteed.</b> The effect and its mark are one transaction of that database: both
 * are there or neither. The message is acknowledged afterwards, when the handler has returned. A
 * crash between the two leads to another delivery, which is skipped. Of two that handle the same
 * message at once, in one process or in several, the database lets one add the mark; the other
 * waits for it and is skipped, or does the work if the first was rolled back. So what the work
 * writes with its connection happens at most once for each message and queue, and exactly once for
 * a message that is delivered until it is handled.
 *
 * <p><b>What is not.</b> Nothing but writes with that connection: files, calls of other services
 * and messages may happen again. Publish after {@code handle}, whichever it returned, and not
 * inside the work: what a handler of an exactly-once message publishes gets the same ids again when
 * it publishes the same messages in the same order. A message that had its effect but was never
 * acknowledged can still end among the dead letters. A mark that was forgotten ({@link
 * #forgetBefore}) protects no longer. An at-most-once message is not delivered again, so a crash
 * may leave it without effect.
 *
 * <p>A mark is the message id with the name of the queue it was read from, so each agent, group or
 * subscription has the effect once. Handle a delivery once: a second call for it is skipped. Ids
 * that come from idempotency keys are the same in every installation; installations that share a
 * database need a table each.
 *
 * <p>The database needs transactions, savepoints and a primary key on which concurrent inserts of
 * one key wait for each other or fail, at isolation READ COMMITTED or stricter. It is tested with
 * SQLite and H2; PostgreSQL and others are not part of the tests. SQLite needs a busy timeout,
 * because it has one writer at a time. A wait for a lock that is longer than the database allows is
 * an {@link SQLException}: the message is given back and tried again. So it may be, at an isolation
 * stricter than READ COMMITTED, for one that waited for another which then had the effect; it is
 * skipped at its next try.
 *
 * <p>Immutable and thread-safe. It keeps no connection: each call borrows one and gives it back in
 * the auto-commit mode it came in.
 */
public final class JdbcInbox {
  /** The table's name if no other is given. */
  public static final String DEFAULT_TABLE = "maos_inbox";

  /** How many marks one call of {@link #forgetBefore} forgets at most. */
  public static final int MAX_FORGOTTEN = 1_000;

  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final DataSource dataSource;
  private final InboxTable table;
  private final TimeSource time;

  private JdbcInbox(DataSource dataSource, InboxTable table, TimeSource time) {
    this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    this.table = table;
    this.time = time;
  }

  /** An inbox in the table {@value #DEFAULT_TABLE} of this database. */
  public static JdbcInbox of(DataSource dataSource) {
    return new JdbcInbox(dataSource, new InboxTable(DEFAULT_TABLE), TimeSource.system());
  }

  /**
   * This inbox in another table.
   *
   * @throws dev.maos.base.InvalidInputException {@link ErrorCode#INVALID_NAME} unless it is 1-48
   *     letters, digits or underscores, starting with a letter
   */
  public JdbcInbox table(String name) {
    return new JdbcInbox(dataSource, new InboxTable(Objects.requireNonNull(name, "name")), time);
  }

  /** This inbox with another clock, by which marks are dated. */
  public JdbcInbox time(TimeSource source) {
    return new JdbcInbox(dataSource, table, Objects.requireNonNull(source, "source"));
  }

  /**
   * Creates the table if it does not exist, with an index for {@link #forgetBefore}. Several
   * processes may do so at once.
   *
   * <p>Who creates it by other means needs these columns, and the primary key above all: {@code
   * message_id} (36 characters), {@code consumer} (400 characters), {@code handled_at} (64-bit
   * integer, milliseconds since 1970-01-01T00:00:00Z), primary key {@code (message_id, consumer)}.
   *
   * @throws SQLException if it cannot be created, or exists with other columns
   */
  public void createTable() throws SQLException {
    if (exists()) {
      return;
    }
    try {
      inTransaction(connection -> {
        table.create(connection);
        return table;
      });
    } catch (SQLException refusal) {
      // Somebody else may have been quicker.
      if (!exists()) {
        throw refusal;
      }
    }
  }

  private boolean exists() {
    try {
      return inTransaction(table::check);
    } catch (SQLException missing) {
      return false;
    }
  }

  /**
   * Runs {@code work} unless the message had its effect here before, in a transaction with its
   * mark.
   *
   * <p>When this throws, nothing was written and the message can be tried again. The one exception
   * is a commit whose answer was lost: whether it took effect is seen at the next try, which either
   * works or is skipped.
   *
   * @return true if the work ran and is committed, false if it was skipped
   * @throws SQLException if the database failed
   * @throws Exception what the work threw
   */
  public boolean handle(Delivery delivery, DatabaseWork work) throws Exception {
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(work, "work");
    return inTransaction(connection -> {
      if (!firstTime(connection, delivery)) {
        return false;
      }
      work.run(GuardedConnection.of(connection));
      return true;
    });
  }

  /**
   * Adds the mark of a message within the caller's own transaction, which is then to write the
   * effect and commit. Call it before anything else in the transaction: it may wait for another
   * one.
   *
   * <p>When this throws, roll back. When it returns false, the message had its effect: write
   * nothing.
   *
   * @return true if the message had no effect here yet
   * @throws IllegalArgumentException if the connection is in auto-commit mode, in which the mark
   *     would be kept without the effect
   */
  public boolean firstTime(Connection connection, Delivery delivery) throws SQLException {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(delivery, "delivery");
    if (connection.getAutoCommit()) {
      throw new IllegalArgumentException(
          "connection: it is in auto-commit mode; begin a transaction with setAutoCommit(false)");
    }
    return table.add(connection, InboxTable.Mark.of(delivery), millis(time.now()));
  }

  /**
   * Forgets marks that were made before {@code bound}, at most {@value #MAX_FORGOTTEN} in one call.
   * A message whose mark is gone has its effect again if it comes again, so keep marks for longer
   * than messages live, dead letters that may be redriven included.
   *
   * @return how many were forgotten; at {@value #MAX_FORGOTTEN} there may be more
   */
  public int forgetBefore(Instant bound) throws SQLException {
    long millis = millis(Objects.requireNonNull(bound, "bound"));
    // In SQLite a transaction that reads first may not write afterwards, so there are two.
    List<InboxTable.Mark> marks =
        inTransaction(connection -> table.before(connection, millis, MAX_FORGOTTEN));
    return marks.isEmpty() ? 0 : inTransaction(connection -> table.delete(connection, marks));
  }

  private <T, X extends Exception> T inTransaction(Transaction.Body<T, X> body)
      throws SQLException, X {
    try (var connection = dataSource.getConnection()) {
      return Transaction.on(connection, body);
    }
  }

  private static long millis(Instant instant) {
    if (instant.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    return instant.isAfter(LAST) ? Long.MAX_VALUE : instant.toEpochMilli();
  }
}
