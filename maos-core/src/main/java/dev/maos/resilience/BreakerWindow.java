package dev.maos.resilience;

import dev.maos.base.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The state machine of a circuit breaker and its window of recent calls: the one place that sees
 * Resilience4j. Thread-safe.
 *
 * <p>Nobody subscribes to the library's events: with a subscriber it would read the machine's clock
 * for each call.
 */
final class BreakerWindow {
  private final io.github.resilience4j.circuitbreaker.CircuitBreaker machine;

  BreakerWindow(String name, CircuitBreakerOptions options, TimeSource time) {
    var config =
        CircuitBreakerConfig.custom()
            .slidingWindow(
                options.window(),
                options.leastCalls(),
                SlidingWindowType.COUNT_BASED,
                SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
            .failureRateThreshold((float) (100 * options.failureRate()))
            .permittedNumberOfCallsInHalfOpenState(options.successThreshold())
            .waitIntervalFunctionInOpenState(_ -> closestWait(options.recoveryTimeout()))
            .clock(new SteadyClock(time))
            .currentTimestampFunction(_ -> time.nanos(), TimeUnit.NANOSECONDS);
    if (options.slowCalls() instanceof SlowCalls.OpenAt(var duration, var rate)) {
      config.slowCallDurationThreshold(duration).slowCallRateThreshold((float) (100 * rate));
    }
    machine = io.github.resilience4j.circuitbreaker.CircuitBreaker.of(name, config.build());
  }

  /** Takes a place for one call; a place taken must be given back by one of the methods below. */
  boolean enter() {
    return machine.tryAcquirePermission();
  }

  void succeeded(long nanos) {
    machine.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(long nanos, Throwable error) {
    machine.onError(nanos, TimeUnit.NANOSECONDS, error);
  }

  void ignored() {
    machine.releasePermission();
  }

  void open() {
    machine.transitionToOpenState();
  }

  CircuitBreaker.State state() {
    return switch (machine.getState()) {
      case OPEN, FORCED_OPEN -> CircuitBreaker.State.OPEN;
      case HALF_OPEN -> CircuitBreaker.State.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> CircuitBreaker.State.CLOSED;
    };
  }

  /**
   * The library counts in milliseconds and lets a trial call through only after the wait, where we
   * promise it at its end. So it waits a millisecond less, and {@link CircuitBreaker} is exact.
   */
  private static long closestWait(Duration recoveryTimeout) {
    return recoveryTimeout.toMillis() - 1;
  }

  /** A clock that goes on steadily when the time of day is set. */
  private static final class SteadyClock extends Clock {
    private final TimeSource time;

    SteadyClock(TimeSource time) {
      this.time = time;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(time.nanos());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
