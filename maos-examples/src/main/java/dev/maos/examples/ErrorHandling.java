package dev.maos.examples;

import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.MessageBus;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.CircuitBreakerOptions;
import dev.maos.resilience.ErrorPolicies;
import dev.maos.resilience.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that fails is asked again, then left alone while it is down; all of it is counted. */
public class ErrorHandling {
  public static void main(String[] args) throws Exception {
    var policies = new ErrorPolicies(TimeSource.system(), MessageBus.freshRandom());
    policies.policy(
        "weather",
        RetryPolicy.defaults()
            .maxAttempts(3)
            .backoff(new Backoff.Exponential(Duration.ofMillis(10), 2).jittered(0.2)));
    policies.breaker(
        "weather",
        CircuitBreakerOptions.defaults()
            .failureThreshold(2)
            .recoveryTimeout(Duration.ofSeconds(60)));
    policies.onError(failed -> System.out.println("Failed: " + failed.operation()));

    var tries = new AtomicInteger();
    var answer = policies.call("weather", "today", () -> sunnyAtTheThirdTry(tries));
    System.out.println(answer + ", tries: " + tries);

    for (int call = 1; call <= 3; call++) {
      try {
        policies.call("weather", "tomorrow", ErrorHandling::down);
      } catch (MaosException e) {
        System.out.println("Call " + call + ": " + e.code());
      }
    }
    for (var it : policies.statistics()) {
      System.out.println(
          "%s: %d calls, %d failed, %d refused, %d retries"
              .formatted(it.operation(), it.calls(), it.failed(), it.refused(), it.retries()));
    }
    System.out.println("Breaker: " + policies.breaker("weather").state());
  }

  private static String sunnyAtTheThirdTry(AtomicInteger tries) throws IOException {
    if (tries.incrementAndGet() < 3) {
      throw new IOException("no line");
    }
    return "sunny";
  }

  private static String down() throws IOException {
    throw new IOException("no line");
  }
}
