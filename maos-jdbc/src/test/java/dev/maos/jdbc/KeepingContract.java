package dev.maos.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ManualTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the table is made, and how long marks are kept. */
abstract class KeepingContract extends InboxScene {
  private final ManualTime time = new ManualTime();

  @Test
  final void creatingTheTableAgainKeepsItsMarks() throws Exception {
    inbox.handle(post.delivery(), connection -> {});

    inbox.createTable();

    assertThat(marks()).isOne();
  }

  @Test
  final void aTableWithOtherColumnsIsRefused() {
    var taken = inbox.table("bookings");

    assertThatThrownBy(taken::createTable).isInstanceOf(SQLException.class);
  }

  @Test
  final void marksBeforeTheBoundAreForgottenAndOthersKept() throws Exception {
    var dated = inbox.time(time);
    var deliveries = post.deliveries(3);
    for (var delivery : deliveries) {
      dated.handle(delivery, connection -> {});
      time.advance(Duration.ofHours(1));
    }

    var forgotten = dated.forgetBefore(time.now().minus(Duration.ofHours(2)));

    assertThat(forgotten).isOne();
    assertThat(dated.handle(deliveries.get(0), connection -> {})).isTrue();
    assertThat(dated.handle(deliveries.get(1), connection -> {})).isFalse();
    assertThat(dated.handle(deliveries.get(2), connection -> {})).isFalse();
  }

  @Test
  final void forgettingHasABoundAndGoesOnAtTheNextCall() throws Exception {
    fill(JdbcInbox.MAX_FORGOTTEN + 5);

    assertThat(inbox.forgetBefore(Instant.MAX)).isEqualTo(JdbcInbox.MAX_FORGOTTEN);
    assertThat(inbox.forgetBefore(Instant.MAX)).isEqualTo(5);
    assertThat(inbox.forgetBefore(Instant.MAX)).isZero();
  }

  @Test
  final void theBeginningOfTimeForgetsNothing() throws Exception {
    fill(1);

    assertThat(inbox.forgetBefore(Instant.MIN)).isZero();
    assertThat(inbox.forgetBefore(Instant.EPOCH)).isZero();
  }

  private void fill(int rows) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var table = new InboxTable(JdbcInbox.DEFAULT_TABLE);
      for (int i = 0; i < rows; i++) {
        table.add(connection, new InboxTable.Mark("id-" + i, "inbox:store"), i);
      }
      connection.commit();
    }
  }
}
