package dev.maos.jdbc;

import static dev.maos.jdbc.Ledger.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A database that takes upper and lower case for the same. */
class CaseTest extends InboxScene {
  @Override
  DataSource open(Path file) {
    return Databases.h2(file, "IGNORECASE=TRUE");
  }

  @Test
  void aQueueThatTheDatabaseTakesForAnotherIsAnErrorAndNotSkipped() throws Exception {
    var deliveries = post.event("store", "Store");
    var one = deliveries.getFirst();
    var other = deliveries.getLast();
    inbox.handle(one, connection -> book(connection, one));

    assertThatThrownBy(() -> inbox.handle(other, connection -> book(connection, other)))
        .isInstanceOf(SQLException.class);

    assertThat(inbox.handle(one, connection -> book(connection, one))).isFalse();
  }
}
