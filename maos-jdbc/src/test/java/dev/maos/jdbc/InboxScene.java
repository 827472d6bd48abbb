package dev.maos.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An inbox and the user's table in a database of its own, and messages for it. */
abstract class InboxScene {
  @TempDir private Path folder;

  final Post post = new Post();
  DataSource database;
  JdbcInbox inbox;
  Ledger ledger;

  /** A new database in this file. */
  abstract DataSource open(Path file);

  @BeforeEach
  final void createTables() throws SQLException {
    database = open(folder.resolve("user.db"));
    ledger = Ledger.in(database);
    inbox = JdbcInbox.of(database);
    inbox.createTable();
  }

  @AfterEach
  final void closeBus() {
    post.close();
  }

  final int marks() throws SQLException {
    return ledger.count(JdbcInbox.DEFAULT_TABLE);
  }
}
