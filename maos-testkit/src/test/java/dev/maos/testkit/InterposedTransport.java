package dev.maos.testkit;

import dev.maos.message.Inbox;
import dev.maos.message.MessageTransport;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A storage between whose readers and their callers somebody stands. */
final class InterposedTransport {
  private InterposedTransport() {}

  /** What is done in place of a call to a reader. */
  interface Interposition {
    @Nullable Object call(Inbox inbox, Method method, Object[] arguments) throws Throwable;
  }

  static MessageTransport over(MessageTransport storage, Interposition interposition) {
    return proxy(
        MessageTransport.class,
        (self, method, arguments) -> {
          var answer = invoke(storage, method, arguments);
          return answer instanceof Inbox inbox ? between(inbox, interposition) : answer;
        });
  }

  private static Inbox between(Inbox inbox, Interposition interposition) {
    return proxy(
        Inbox.class, (self, method, arguments) -> interposition.call(inbox, method, arguments));
  }

  static @Nullable Object invoke(Object target, Method method, Object[] arguments)
      throws Throwable {
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
