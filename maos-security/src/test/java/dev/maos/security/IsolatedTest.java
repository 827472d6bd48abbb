package dev.maos.security;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one test on classes of its own. */
final class IsolatedTest {
  private static final LauncherConfig ALONE =
      LauncherConfig.builder()
          .enableTestExecutionListenerAutoRegistration(false)
          .enableLauncherSessionListenerAutoRegistration(false)
          .enableLauncherDiscoveryListenerAutoRegistration(false)
          .enablePostDiscoveryFilterAutoRegistration(false)
          .build();

  private IsolatedTest() {}

  /**
   * What made it fail, if something did.
   *
   * @throws IllegalStateException if there is no such test
   */
  static Optional<Throwable> failure(PatchedClasses classes, String type, String method) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      return failure(method(classes.loadClass(type), method));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no test " + type, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Method method(Class<?> type, String name) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no test %s in %s".formatted(name, type)));
  }

  private static Optional<Throwable> failure(Method method) {
    var outcome = new Outcome();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(method.getDeclaringClass(), method))
            .build();
    LauncherFactory.create(ALONE).execute(request, outcome);
    if (outcome.tests.get() == 0) {
      throw new IllegalStateException("nothing was run: " + method);
    }
    return Optional.ofNullable(outcome.failure.get());
  }

  private static final class Outcome implements TestExecutionListener {
    final AtomicInteger tests = new AtomicInteger();
    final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        tests.incrementAndGet();
      }
      result.getThrowable().ifPresent(error -> failure.compareAndSet(null, error));
    }
  }
}
