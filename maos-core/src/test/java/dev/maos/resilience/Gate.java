package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ManualTime;
import dev.maos.base.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A circuit breaker with the calls that tests make through it. */
final class Gate {
  static final Duration MINUTE = Duration.ofSeconds(60);

  private final CircuitBreaker breaker;
  private final List<String> transitions = new CopyOnWriteArrayList<>();

  private Gate(CircuitBreaker breaker) {
    this.breaker = breaker;
    breaker.onTransition(news -> transitions.add(news.from() + "->" + news.to()));
  }

  static Gate closed(ManualTime time, CircuitBreakerOptions options) {
    return new Gate(new CircuitBreaker("backend", options, time));
  }

  static Gate opened(ManualTime time, CircuitBreakerOptions options) {
    var gate = closed(time, options);
    gate.fail(options.failureThreshold());
    assertThat(gate.state()).isEqualTo(CircuitBreaker.State.OPEN);
    return gate;
  }

  <T, E extends Exception> T call(Call<T, E> call) throws E {
    return breaker.call(call);
  }

  <E extends Exception> void run(Action<E> action) throws E {
    breaker.run(action);
  }

  void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> breaker.run(() -> raise(new IOException("down"))))
          .isInstanceOf(IOException.class);
    }
  }

  void succeed() {
    assertThat(breaker.<String, RuntimeException>call(() -> "done")).isEqualTo("done");
  }

  void assertRefused() {
    assertThatThrownBy(() -> breaker.run(() -> raise(new AssertionError("called"))))
        .isInstanceOf(CircuitOpenException.class);
  }

  /** Begins a call that ends when the test says how. */
  Held hold() throws InterruptedException {
    return new Held(breaker);
  }

  CircuitBreaker.State state() {
    return breaker.state();
  }

  BreakerStats statistics() {
    return breaker.statistics();
  }

  Subscription onTransition(Consumer<? super BreakerTransition> listener) {
    return breaker.onTransition(listener);
  }

  List<String> transitions() {
    return transitions;
  }

  @SuppressWarnings("DoNotCallSuggester") // Throwing is what the tests call it for.
  static <E extends Throwable> void raise(E error) throws E {
    throw error;
  }

  /** A call that has begun. */
  static final class Held {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Background<String> call;
    private volatile boolean good;

    Held(CircuitBreaker breaker) throws InterruptedException {
      call = Background.start(() -> breaker.call(this::hold));
      assertThat(begun.await(10, TimeUnit.SECONDS)).as("let through").isTrue();
    }

    void succeed() throws Exception {
      good = true;
      ending.countDown();
      assertThat(call.result()).isEqualTo("done");
    }

    void fail() throws Exception {
      ending.countDown();
      assertThat(call.error()).isInstanceOf(IOException.class);
    }

    private String hold() throws Exception {
      begun.countDown();
      ending.await();
      if (!good) {
        throw new IOException("down");
      }
      return "done";
    }
  }
}
