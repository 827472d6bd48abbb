package dev.maos.examples;

import dev.maos.base.TimeSource;
import dev.maos.message.MessageBus;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.ErrorFilter;
import dev.maos.resilience.Retrier;
import dev.maos.resilience.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How long to wait before the next attempt, and after which errors there is one. */
public class RetryStrategies {
  public static void main(String[] args) throws Exception {
    var base = Duration.ofSeconds(1);
    show("fixed", new Backoff.Fixed(base));
    show("linear", new Backoff.Linear(base));
    show("exponential", new Backoff.Exponential(base, 2.0));

    var random = MessageBus.freshRandom();
    var jittered = new Backoff.Exponential(base, 2.0).jittered(0.2).delay(1, random);
    System.out.println("jittered: 800 to 1200 ms, " + isWithin(jittered, 800, 1200));

    var policy =
        RetryPolicy.defaults() // 3 attempts, 1 s and 2 s apart, 20 % jitter, 60 s at most
            .maxAttempts(5)
            .backoff(new Backoff.Fixed(Duration.ZERO))
            .retryOn(new ErrorFilter.OfTypes(Set.of(IOException.class)));
    try {
      new Retrier(policy, TimeSource.system(), random)
          .run(() -> {
            throw new IllegalStateException("not worth another try");
          });
    } catch (IllegalStateException e) {
      System.out.println("At once: " + e.getMessage());
    }
  }

  private static void show(String name, Backoff backoff) {
    System.out.println(name + ": " + delays(backoff) + " ms");
  }

  // Without jitter no chance is asked for.
  private static List<Long> delays(Backoff backoff) {
    var random = MessageBus.freshRandom();
    return IntStream.rangeClosed(1, 4)
        .mapToObj(attempt -> backoff.delay(attempt, random).toMillis())
        .toList();
  }

  private static boolean isWithin(Duration delay, long least, long most) {
    return delay.toMillis() >= least && delay.toMillis() <= most;
  }
}
