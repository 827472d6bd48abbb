package dev.maos.jdbc;

import static dev.maos.jdbc.Ledger.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.message.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who begins and ends the transaction, and what a database that fails leaves behind. */
abstract class TransactionContract extends InboxScene {

  @Test
  final void aMarkOfTheUsersOwnTransactionIsKeptWithIt() throws Exception {
    var delivery = post.delivery();

    try (var connection = begin()) {
      assertThat(inbox.firstTime(connection, delivery)).isTrue();
      book(connection, delivery);
      connection.commit();
    }

    assertThat(inbox.handle(delivery, connection -> book(connection, delivery))).isFalse();
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void aMarkOfTheUsersOwnTransactionIsLostWithIt() throws Exception {
    var delivery = post.delivery();

    try (var connection = begin()) {
      assertThat(inbox.firstTime(connection, delivery)).isTrue();
      connection.rollback();
    }

    assertThat(marks()).isZero();
  }

  @Test
  final void theUsersOwnTransactionGoesOnAfterAMessageThatWasThere() throws Exception {
    var deliveries = post.deliveries(2);
    inbox.handle(deliveries.getFirst(), connection -> book(connection, deliveries.getFirst()));

    try (var connection = begin()) {
      assertThat(inbox.firstTime(connection, deliveries.getFirst())).isFalse();
      assertThat(inbox.firstTime(connection, deliveries.getLast())).isTrue();
      book(connection, deliveries.getLast());
      connection.commit();
    }

    assertThat(ledger.count()).isEqualTo(2);
    assertThat(ledger.repeated()).isZero();
  }

  @Test
  final void aMarkOutsideATransactionIsRefused() throws Exception {
    var delivery = post.delivery();

    try (var connection = database.getConnection()) {
      assertThatThrownBy(() -> inbox.firstTime(connection, delivery))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("connection: it is in auto-commit mode");
    }

    assertThat(marks()).isZero();
  }

  static Stream<Named<DatabaseWork>> endings() {
    return Stream.of(
        Named.of("commit", Connection::commit),
        Named.of("rollback", Connection::rollback),
        Named.of("auto-commit", connection -> connection.setAutoCommit(true)),
        Named.of("close", Connection::close),
        Named.of("abort", connection -> connection.abort(Runnable::run)));
  }

  @ParameterizedTest
  @MethodSource("endings")
  final void workThatEndsTheTransactionIsRefusedAndLeavesNothing(DatabaseWork ending)
      throws Exception {
    var delivery = post.delivery();

    assertThatThrownBy(() ->
            inbox.handle(
                delivery,
                connection -> {
                  book(connection, delivery);
                  ending.run(connection);
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("returning commits, throwing rolls back");

    assertThat(ledger.count()).isZero();
    assertThat(marks()).isZero();
  }

  @Test
  final void workMayRollBackToASavepointOfItsOwn() throws Exception {
    var delivery = post.delivery();

    inbox.handle(
        delivery,
        connection -> {
          book(connection, delivery);
          var here = connection.setSavepoint();
          book(connection, delivery);
          connection.rollback(here);
        });

    assertThat(ledger.count()).isOne();
    assertThat(marks()).isOne();
  }

  @Test
  final void anErrorOfTheDatabaseReachesTheWorkAsItIs() throws Exception {
    var delivery = post.delivery();

    assertThatThrownBy(() ->
            inbox.handle(
                delivery,
                connection -> {
                  try (var statement = connection.createStatement()) {
                    statement.executeUpdate("NONSENSE");
                  }
                }))
        .isInstanceOf(SQLException.class);

    assertThat(marks()).isZero();
  }

  @Test
  final void everyConnectionComesBackInItsModeWhateverHappens() throws Exception {
    var faulty = new FaultyDatabase(database);
    var counted = JdbcInbox.of(faulty.source());
    var delivery = post.delivery();

    counted.createTable();
    counted.handle(delivery, connection -> book(connection, delivery));
    counted.handle(delivery, connection -> book(connection, delivery));
    assertThatThrownBy(() -> counted.table("nowhere").handle(delivery, connection -> {}))
        .isInstanceOf(SQLException.class);

    assertThat(faulty.open()).isZero();
    assertThat(faulty.modesAtClose()).isNotEmpty().containsOnly(true);
  }

  @Test
  final void aMarkThatCouldNotBeAddedIsNotTakenForOneThatWasThere() throws Exception {
    var faulty = new FaultyDatabase(database);
    var delivery = post.delivery();
    faulty.failInsteadOf("prepareStatement");

    assertThatThrownBy(() -> handle(faulty, delivery))
        .isInstanceOf(SQLException.class)
        .hasMessage("prepareStatement failed");

    assertThat(handle(faulty, delivery)).isTrue();
  }

  @Test
  final void aCommitThatFailedLeavesNothingAndIsDoneAtTheNextTry() throws Exception {
    var faulty = new FaultyDatabase(database);
    var delivery = post.delivery();
    faulty.failInsteadOf("commit");

    assertThatThrownBy(() -> handle(faulty, delivery)).isInstanceOf(SQLException.class);

    assertThat(ledger.count()).isZero();
    assertThat(inbox.handle(delivery, connection -> book(connection, delivery))).isTrue();
  }

  @Test
  final void aCommitWhoseAnswerWasLostIsNotDoneAgain() throws Exception {
    var faulty = new FaultyDatabase(database);
    var delivery = post.delivery();
    faulty.failAfter("commit");

    assertThatThrownBy(() -> handle(faulty, delivery)).isInstanceOf(SQLException.class);

    assertThat(ledger.count()).isOne();
    assertThat(handle(faulty, delivery)).isFalse();
    assertThat(ledger.count()).isOne();
  }

  @Test
  final void aRollbackThatFailedKeepsNothingEither() throws Exception {
    var faulty = new FaultyDatabase(database);
    var delivery = post.delivery();
    faulty.failInsteadOf("commit");
    faulty.failInsteadOf("rollback");

    assertThatThrownBy(() -> handle(faulty, delivery))
        .isInstanceOf(SQLException.class)
        .satisfies(error -> assertThat(error.getSuppressed()[0]).hasMessage("rollback failed"));

    assertThat(ledger.count()).isZero();
    assertThat(marks()).isZero();
    assertThat(faulty.aborted()).isOne();
  }

  private static boolean handle(FaultyDatabase faulty, Delivery delivery) throws Exception {
    return JdbcInbox.of(faulty.source()).handle(delivery, connection -> book(connection, delivery));
  }

  private Connection begin() throws SQLException {
    var connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }
}
