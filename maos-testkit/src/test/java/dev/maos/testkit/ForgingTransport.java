package dev.maos.testkit;

import dev.maos.message.Claim;
import dev.maos.message.Inbox;
import dev.maos.message.MessageTransport;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A storage whose readers acknowledge, while told so, claims that were never made. */
final class ForgingTransport {
  private ForgingTransport() {}

  static MessageTransport over(MessageTransport storage, BooleanSupplier forging) {
    return proxy(
        MessageTransport.class,
        (self, method, arguments) -> {
          var answer = invoke(storage, method, arguments);
          return answer instanceof Inbox inbox ? forging(inbox, forging) : answer;
        });
  }

  private static Inbox forging(Inbox inbox, BooleanSupplier forging) {
    return proxy(
        Inbox.class,
        (self, method, arguments) -> {
          if (method.getName().equals("acknowledge") && forging.getAsBoolean()) {
            var claims = (List<?>) arguments[0];
            return inbox.acknowledge(claims.stream().map(ForgingTransport::forged).toList());
          }
          return invoke(inbox, method, arguments);
        });
  }

  private static Claim forged(Object claim) {
    return new ForgedClaim((Claim) claim);
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
