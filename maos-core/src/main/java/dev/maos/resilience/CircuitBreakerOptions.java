package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import java.time.Duration;
import java.util.Objects;

/**
 * When a circuit breaker opens and how it closes again. Immutable.
 *
 * <p>It opens when, of the last {@code window} calls, at least {@code failureThreshold} failed and
 * they are at least the share {@code failureRate}. By default that is five failures in a row. With
 * a rate below one it looks only once {@code failureThreshold / failureRate} calls were counted.
 *
 * <p>Each value is checked when it is set; a bad one is refused with {@link
 * ErrorCode#INVALID_BREAKER}.
 *
 * @param failureThreshold the least number of failures that open it, 1 to 10,000
 * @param failureRate the least share of failures that opens it, above 0 up to 1
 * @param window how many of the last calls are looked at, up to 10,000; enough to hold {@code
 *     failureThreshold / failureRate} calls
 * @param slowCalls what slow calls do
 * @param recoveryTimeout how long it stays open before trial calls, 1 ms to 365 days
 * @param successThreshold how many trial calls it lets through, and how many of them must succeed
 *     to close it: all. 1 to 1,000
 * @param failures the errors that count; others neither open nor close it
 */
public record CircuitBreakerOptions(
    int failureThreshold,
    double failureRate,
    int window,
    SlowCalls slowCalls,
    Duration recoveryTimeout,
    int successThreshold,
    ErrorFilter failures) {

  private static final int MOST_CALLS = 10_000;
  private static final CircuitBreakerOptions DEFAULTS =
      new CircuitBreakerOptions(
          5, 1, 5, new SlowCalls.Ignored(), Duration.ofSeconds(60), 1, new ErrorFilter.Transient());

  /** Checks the values. */
  public CircuitBreakerOptions {
    Check.within(ErrorCode.INVALID_BREAKER, "failureThreshold", failureThreshold, 1, MOST_CALLS);
    Check.rate("failureRate", failureRate);
    int least = leastCalls(failureThreshold, failureRate);
    Check.fits(least, MOST_CALLS, failureRate);
    Check.within(ErrorCode.INVALID_BREAKER, "window", window, least, MOST_CALLS);
    Objects.requireNonNull(slowCalls, "slowCalls");
    Check.breakerDuration("recoveryTimeout", recoveryTimeout);
    Check.within(ErrorCode.INVALID_BREAKER, "successThreshold", successThreshold, 1, 1_000);
    Objects.requireNonNull(failures, "failures");
  }

  /** Opens after five failures in a row, lets one trial call through after 60 s. */
  public static CircuitBreakerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options, opening after another number of failures; the window becomes the smallest that
   * can hold them.
   */
  public CircuitBreakerOptions failureThreshold(int failureThreshold) {
    int least = leastCalls(failureThreshold, failureRate);
    return copy(failureThreshold, failureRate, least, slowCalls, recoveryTimeout);
  }

  /** These options, opening at a share of failures among the last {@code window} calls. */
  public CircuitBreakerOptions failureRate(double failureRate, int window) {
    return copy(failureThreshold, failureRate, window, slowCalls, recoveryTimeout);
  }

  /** These options, opening also when too many calls are slow. */
  public CircuitBreakerOptions slowCalls(Duration duration, double rate) {
    var slow = new SlowCalls.OpenAt(duration, rate);
    return copy(failureThreshold, failureRate, window, slow, recoveryTimeout);
  }

  /** These options with another time before trial calls. */
  public CircuitBreakerOptions recoveryTimeout(Duration recoveryTimeout) {
    return copy(failureThreshold, failureRate, window, slowCalls, recoveryTimeout);
  }

  /** These options with another number of trial calls. */
  public CircuitBreakerOptions successThreshold(int successThreshold) {
    return new CircuitBreakerOptions(
        failureThreshold,
        failureRate,
        window,
        slowCalls,
        recoveryTimeout,
        successThreshold,
        failures);
  }

  /** These options with other errors that count. */
  public CircuitBreakerOptions failures(ErrorFilter failures) {
    return new CircuitBreakerOptions(
        failureThreshold,
        failureRate,
        window,
        slowCalls,
        recoveryTimeout,
        successThreshold,
        failures);
  }

  /** How many calls must be counted before the rates mean anything. */
  int leastCalls() {
    return leastCalls(failureThreshold, failureRate);
  }

  private CircuitBreakerOptions copy(
      int threshold, double rate, int calls, SlowCalls slow, Duration timeout) {
    return new CircuitBreakerOptions(
        threshold, rate, calls, slow, timeout, successThreshold, failures);
  }

  private static int leastCalls(int failureThreshold, double failureRate) {
    // The small subtraction keeps 7 / 0.7 from becoming 11 by a rounding error.
    return (int) Math.ceil(failureThreshold / failureRate - 1e-9);
  }
}
