package dev.maos.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A piece of SQL and the values for its question marks, in their order. One thread's. */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  static Sql of(String text, Object... values) {
    return new Sql().add(text, values);
  }

  Sql add(String more, Object... itsValues) {
    text.append(more);
    values.addAll(List.of(itsValues));
    return this;
  }

  Sql add(Sql more) {
    text.append(more.text);
    values.addAll(more.values);
    return this;
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    var statement = connection.prepareStatement(text.toString());
    try {
      for (int i = 0; i < values.size(); i++) {
        bind(statement, i + 1, values.get(i));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    switch (value) {
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setInt(at, number);
      case Double number -> statement.setDouble(at, number);
      case byte[] bytes -> statement.setBytes(at, bytes);
      default -> statement.setString(at, value.toString());
    }
  }

  /** The number that it answers, or another one where it answers nothing. */
  long number(Connection connection, long otherwise) throws SQLException {
    try (var statement = prepare(connection);
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        return otherwise;
      }
      long number = rows.getLong(1);
      return rows.wasNull() ? otherwise : number;
    }
  }

  /** Changes rows, and tells how many. */
  int change(Connection connection) throws SQLException {
    try (var statement = prepare(connection)) {
      return statement.executeUpdate();
    }
  }

  static long number(Connection connection, String text) throws SQLException {
    return of(text).number(connection, 0);
  }

  static void execute(Connection connection, String text) throws SQLException {
    try (var statement = connection.createStatement()) {
      var _ = statement.execute(text);
    }
  }

  @Override
  public String toString() {
    return text + " " + values;
  }
}
