package dev.maos.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real database over connections that fail once at chosen calls, and that are counted. For one
 * thread.
 */
final class FaultyDatabase {
  private final DataSource database;
  private final Map<String, Boolean> faults = new HashMap<>();
  private final Set<Boolean> modesAtClose = new HashSet<>();
  private int open;
  private int aborted;

  FaultyDatabase(DataSource database) {
    this.database = database;
  }

  /** The next call of this method does nothing but fail. */
  void failInsteadOf(String method) {
    faults.put(method, false);
  }

  /** The next call of this method takes effect and then fails. */
  void failAfter(String method) {
    faults.put(method, true);
  }

  int open() {
    return open;
  }

  int aborted() {
    return aborted;
  }

  Set<Boolean> modesAtClose() {
    return modesAtClose;
  }

  DataSource source() {
    return (DataSource)
        proxy(
            DataSource.class,
            (method, arguments) -> {
              open++;
              var connection = database.getConnection();
              return proxy(
                  Connection.class, (called, given) -> onConnection(connection, called, given));
            });
  }

  private @Nullable Object onConnection(
      Connection connection, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    count(connection, method);
    var name = arguments == null || !method.getName().equals("rollback") ? method.getName() : "";
    var fault = faults.remove(name);
    if (fault != null && !fault) {
      throw new SQLException(name + " failed");
    }
    var result = call(connection, method, arguments);
    if (fault != null) {
      throw new SQLException("the answer to " + name + " was lost");
    }
    return result;
  }

  private void count(Connection connection, Method method) throws SQLException {
    switch (method.getName()) {
      case "close" -> {
        open--;
        if (!connection.isClosed()) {
          modesAtClose.add(connection.getAutoCommit());
        }
      }
      case "abort" -> aborted++;
      default -> {}
    }
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** What a proxy does when it is called. */
  @FunctionalInterface
  private interface Calls {
    @Nullable Object called(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable;
  }

  private static Object proxy(Class<?> type, Calls calls) {
    return Proxy.newProxyInstance(
        FaultyDatabase.class.getClassLoader(),
        new Class<?>[] {type},
        (_, method, arguments) -> calls.called(method, arguments));
  }
}
