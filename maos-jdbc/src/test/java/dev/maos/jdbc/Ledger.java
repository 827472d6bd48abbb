package dev.maos.jdbc;

import dev.maos.message.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The user's table: a row for each effect. */
record Ledger(DataSource database) {

  static Ledger in(DataSource database) throws SQLException {
    var ledger = new Ledger(database);
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE bookings (message VARCHAR(36) NOT NULL)");
    }
    return ledger;
  }

  static void book(Connection connection, Delivery delivery) throws SQLException {
    try (var insert = connection.prepareStatement("INSERT INTO bookings VALUES (?)")) {
      insert.setString(1, delivery.id().toString());
      insert.executeUpdate();
    }
  }

  int count() throws SQLException {
    return count("bookings");
  }

  /** How many messages have more effects than one. */
  int repeated() throws SQLException {
    return count("(SELECT message FROM bookings GROUP BY message HAVING COUNT(*) > 1) twice");
  }

  int count(String what) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM " + what)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
