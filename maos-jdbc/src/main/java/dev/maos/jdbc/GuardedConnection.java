package dev.maos.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that does not let its user end the transaction.
 *
 * <p>Work that committed half-way would keep half of its effect with the mark, and work that rolled
 * back would lose the mark and keep what it writes afterwards; both would go unnoticed.
 */
final class GuardedConnection implements InvocationHandler {
  private static final Set<String> ENDINGS = Set.of("commit", "setAutoCommit", "close", "abort");

  private final Connection connection;

  private GuardedConnection(Connection connection) {
    this.connection = connection;
  }

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new GuardedConnection(connection));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (ends(method)) {
      throw new IllegalStateException(
          "%s() is not for the work of an inbox: returning commits, throwing rolls back"
              .formatted(method.getName()));
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static boolean ends(Method method) {
    return ENDINGS.contains(method.getName())
        || (method.getName().equals("rollback") && method.getParameterCount() == 0);
  }
}
