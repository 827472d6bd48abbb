package dev.maos.resilience;

import static dev.maos.base.ErrorCode.BREAKER_EXISTS;
import static dev.maos.base.ErrorCode.INVALID_BREAKER;
import static dev.maos.base.ErrorCode.INVALID_NAME;
import static dev.maos.base.ErrorCode.INVALID_RETRY_POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.ManualTime;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResilienceBadInputTest {
  private static final RetryPolicy POLICY = RetryPolicy.defaults();
  private static final CircuitBreakerOptions BREAKER = CircuitBreakerOptions.defaults();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NEGATIVE = Duration.ofSeconds(-1);
  private static final Duration TOO_LONG = Duration.ofDays(366);

  private final ErrorPolicies policies =
      new ErrorPolicies(new ManualTime(), new SplittableRandom(1));

  @ParameterizedTest
  @MethodSource({"retryRows", "breakerRows"})
  void isRefusedWithItsCodeItsFieldAndItsValue(
      ErrorCode code, String field, String value, ThrowingCallable call) {
    assertRefused(code, field, value, call);
  }

  static Stream<Arguments> retryRows() {
    return Stream.of(
        retry("no attempt", "maxAttempts", "0", () -> POLICY.maxAttempts(0)),
        retry("-1 attempts", "maxAttempts", "-1", () -> POLICY.maxAttempts(-1)),
        retry("base > max", "maxDelay", "PT0.9S", () -> POLICY.maxDelay(Duration.ofMillis(900))),
        retry("fixed base > max", "maxDelay", "PT1M", () -> backoff(new Backoff.Fixed(days(1)))),
        retry("step > max", "maxDelay", "PT1M", () -> backoff(new Backoff.Linear(days(1)))),
        retry("negative max", "maxDelay", "PT-1S", () -> POLICY.maxDelay(NEGATIVE)),
        retry("max too long", "maxDelay", "PT8784H", () -> POLICY.maxDelay(TOO_LONG)),
        retry("negative base", "base", "PT-1S", () -> new Backoff.Fixed(NEGATIVE)),
        retry("negative base", "base", "PT-1S", () -> new Backoff.Exponential(NEGATIVE, 2)),
        retry("negative step", "step", "PT-1S", () -> new Backoff.Linear(NEGATIVE)),
        retry("base too long", "base", "PT8784H", () -> new Backoff.Fixed(TOO_LONG)),
        retry("multiplier < 1", "multiplier", "0.99", () -> exponential(0.99)),
        retry("multiplier NaN", "multiplier", "NaN", () -> exponential(Double.NaN)),
        retry("endless multiplier", "multiplier", "Infinity", () -> exponential(1 / 0.0)),
        retry("jitter 1.5", "factor", "1.5", () -> POLICY.backoff().jittered(1.5)),
        retry("negative jitter", "factor", "-0.1", () -> POLICY.backoff().jittered(-0.1)),
        retry("jitter NaN", "factor", "NaN", () -> POLICY.backoff().jittered(Double.NaN)),
        retry("budget share", "share", "1.1", () -> RetryBudget.of(1.1, 1)),
        retry("budget share NaN", "share", "NaN", () -> RetryBudget.of(Double.NaN, 1)),
        retry("budget of no calls", "recentCalls", "0", () -> RetryBudget.of(0.2, 0)));
  }

  static Stream<Arguments> breakerRows() {
    return Stream.of(
        breaker("threshold 0", "failureThreshold", "0", () -> BREAKER.failureThreshold(0)),
        breaker("threshold", "failureThreshold", "10001", () -> BREAKER.failureThreshold(10_001)),
        breaker("negative timeout", "recoveryTimeout", "PT-1S", () -> timeout(NEGATIVE)),
        breaker("no timeout", "recoveryTimeout", "PT0S", () -> timeout(Duration.ZERO)),
        breaker("timeout too long", "recoveryTimeout", "PT8784H", () -> timeout(TOO_LONG)),
        breaker("no trials", "successThreshold", "0", () -> BREAKER.successThreshold(0)),
        breaker("rate 0", "failureRate", "0.0", () -> BREAKER.failureRate(0, 100)),
        breaker("rate > 1", "failureRate", "1.1", () -> BREAKER.failureRate(1.1, 100)),
        breaker("rate NaN", "failureRate", "NaN", () -> BREAKER.failureRate(Double.NaN, 100)),
        breaker("rate too small", "failureRate", "1.0E-9", () -> BREAKER.failureRate(1e-9, 100)),
        breaker("window", "window", "9", () -> BREAKER.failureRate(0.5, 9)),
        breaker("window", "window", "10001", () -> BREAKER.failureRate(0.5, 10_001)),
        breaker("slow rate", "slowCalls.rate", "0.0", () -> BREAKER.slowCalls(SECOND, 0)),
        breaker("slow time", "slowCalls.duration", "PT-1S", () -> BREAKER.slowCalls(NEGATIVE, 1)));
  }

  @Test
  void row48ADuplicateNameWithOtherOptionsIsRefusedAndTheFirstBreakerStays() {
    var first = policies.breaker("redis", BREAKER);

    assertRefused(
        BREAKER_EXISTS,
        "circuit breaker",
        "redis",
        () -> policies.breaker("redis", BREAKER.failureThreshold(6)));

    assertThat(policies.breaker("redis", BREAKER)).isSameAs(first);
  }

  @Test
  void namesAreRefusedEscapedAndNothingIsMade() {
    assertRefused(INVALID_NAME, "circuit breaker", "a\\nb", () -> policies.breaker("a\nb"));
    assertRefused(INVALID_NAME, "component", "", () -> policies.call("", "send", () -> 1));
    assertRefused(INVALID_NAME, "operation", "a b", () -> policies.call("redis", "a b", () -> 1));

    assertThat(policies.breakers()).isEmpty();
    assertThat(policies.statistics()).isEmpty();
  }

  @Test
  void componentsBeyondTheBoundAreRefusedAndTheOthersWork() throws Exception {
    for (int component = 0; component < 1_000; component++) {
      policies.call("component-" + component, "send", () -> "done");
    }

    assertRefused(
        INVALID_NAME, "name", "one-more", () -> policies.call("one-more", "send", () -> "done"));
    assertThat(policies.call("component-7", "send", () -> "done")).isEqualTo("done");
  }

  private static void assertRefused(
      ErrorCode code, String field, String value, ThrowingCallable call) {
    var refusal = catchThrowableOfType(InvalidInputException.class, call);

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.value()).isEqualTo(value);
    assertThat(refusal.allowed()).isNotBlank();
  }

  private static Arguments retry(String title, String field, String value, ThrowingCallable call) {
    return argumentSet("46: " + title, INVALID_RETRY_POLICY, field, value, call);
  }

  private static Arguments breaker(
      String title, String field, String value, ThrowingCallable call) {
    return argumentSet("48: " + title, INVALID_BREAKER, field, value, call);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static void backoff(Backoff backoff) {
    POLICY.backoff(backoff);
  }

  private static void exponential(double multiplier) {
    new Backoff.Exponential(SECOND, multiplier);
  }

  private static void timeout(Duration timeout) {
    BREAKER.recoveryTimeout(timeout);
  }
}
