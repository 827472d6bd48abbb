package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import dev.maos.base.Subscription;
import dev.maos.base.TimeSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The retry policies and circuit breakers of a program, by the names of its components.
 *
 * <p>A call goes through the component's circuit breaker and inside it through the component's
 * retrier, so a breaker counts one failure when all attempts of a call have failed. What is not
 * configured has defaults: {@link RetryPolicy#defaults} and {@link CircuitBreakerOptions#defaults}.
 * Each component has a {@link RetryBudget} of its own.
 *
 * <p>Names are 1 to 64 letters, digits, dots, hyphens or underscores, the first one a letter or
 * digit. There are at most 1,000 components and as many breakers, further ones are refused; of each
 * component 100 operations are counted by name, further ones together as {@code other}.
 * Thread-safe.
 */
public final class ErrorPolicies {
  private static final int MOST = 1_000;

  private final TimeSource time;
  private final RandomGenerator random;
  private final Map<String, Component> components = new ConcurrentHashMap<>();
  private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
  private final Listeners<CallError> listeners = new Listeners<>();

  /**
   * No components yet.
   *
   * @param random where jitter comes from; used by one thread at a time
   */
  public ErrorPolicies(TimeSource time, RandomGenerator random) {
    this.time = Objects.requireNonNull(time, "time");
    this.random = SharedRandom.of(random);
  }

  /** Sets the retry policy of a component, for calls that begin later. */
  public void policy(String component, RetryPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    component(component).policy(policy);
  }

  /** The retry policy of a component. */
  public RetryPolicy policy(String component) {
    return component(component).retrier().policy();
  }

  /**
   * Makes a circuit breaker, or finds the one that was made with the same name and options. To
   * configure a component, make the breaker of its name before the first call.
   *
   * @throws dev.maos.base.InvalidInputException with {@link ErrorCode#BREAKER_EXISTS} when there is
   *     one of this name with other options
   */
  public CircuitBreaker breaker(String name, CircuitBreakerOptions options) {
    var breaker = found(breakers, name, key -> new CircuitBreaker(key, options, time));
    if (!breaker.options().equals(options)) {
      var allowed = "the options it was made with, " + breaker.options();
      throw Check.refused(ErrorCode.BREAKER_EXISTS, "circuit breaker", name, allowed);
    }
    return breaker;
  }

  /** Finds the circuit breaker of this name, or makes one with the default options. */
  public CircuitBreaker breaker(String name) {
    return found(
        breakers, name, key -> new CircuitBreaker(key, CircuitBreakerOptions.defaults(), time));
  }

  /**
   * Makes a call with the component's retrier inside the component's breaker.
   *
   * @throws CircuitOpenException when the breaker refused it; the call was not made
   * @throws RetriesExhaustedException when every attempt failed
   * @throws InterruptedException when the thread was interrupted between two attempts
   * @throws E what the call threw, when that is not worth another try
   */
  public <T extends @Nullable Object, E extends Exception> T call(
      String component, String operation, Call<T, E> call) throws E, InterruptedException {
    return call(component, operation, Instant.MAX, call);
  }

  /** Like {@link #call(String, String, Call)}, and does not wait for a retry past the deadline. */
  public <T extends @Nullable Object, E extends Exception> T call(
      String component, String operation, Instant deadline, Call<T, E> call)
      throws E, InterruptedException {
    var counts = component(component).counts(operation);
    counts.calls.increment();
    try {
      var result = guarded(component, deadline, counts, call);
      counts.succeeded.increment();
      return result;
    } catch (Throwable error) {
      (isRefusal(error, component) ? counts.refused : counts.failed).increment();
      listeners.tell(new CallError(component, operation, error, time.now()));
      throw error;
    }
  }

  /**
   * Tells a listener of every call that threw, the refused ones included, on the thread of the
   * call, before its caller gets the error.
   */
  public Subscription onError(Consumer<? super CallError> listener) {
    return listeners.add(listener);
  }

  /** The counts of each operation, by component and then by operation. */
  public List<OperationStats> statistics() {
    return components.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> entry.getValue().statistics())
        .toList();
  }

  /** The counts of each circuit breaker, by name. */
  public List<BreakerStats> breakers() {
    return breakers.values().stream()
        .sorted(Comparator.comparing(CircuitBreaker::name))
        .map(CircuitBreaker::statistics)
        .toList();
  }

  private <T extends @Nullable Object, E extends Exception> T guarded(
      String component, Instant deadline, OperationCounts counts, Call<T, E> call)
      throws E, InterruptedException {
    var retrier = component(component).retrier();
    try {
      return breaker(component)
          .<T, Exception>call(() -> {
            counts.admitted.increment();
            return retrier.call(deadline, counted(counts, call));
          });
    } catch (InterruptedException error) {
      throw error;
    } catch (Exception error) {
      throw Thrown.by(call, error);
    }
  }

  private static <T extends @Nullable Object, E extends Exception> Call<T, E> counted(
      OperationCounts counts, Call<T, E> call) {
    return () -> {
      counts.attempts.increment();
      return call.call();
    };
  }

  private static boolean isRefusal(Throwable error, String component) {
    return error instanceof CircuitOpenException open && open.breaker().equals(component);
  }

  private Component component(String name) {
    return found(components, name, key -> new Component(key, time, random));
  }

  private static <V> V found(Map<String, V> map, String name, Function<String, V> maker) {
    var value = map.get(name);
    if (value != null) {
      return value;
    }
    if (map.size() >= MOST) {
      throw Check.refused(ErrorCode.INVALID_NAME, "name", name, "one of the " + MOST + " in use");
    }
    return map.computeIfAbsent(name, maker);
  }
}
