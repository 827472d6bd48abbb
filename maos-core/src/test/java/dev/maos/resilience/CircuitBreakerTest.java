package dev.maos.resilience;

import static dev.maos.resilience.CircuitBreaker.State.CLOSED;
import static dev.maos.resilience.CircuitBreaker.State.HALF_OPEN;
import static dev.maos.resilience.CircuitBreaker.State.OPEN;
import static dev.maos.resilience.Gate.MINUTE;
import static dev.maos.resilience.Gate.raise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final CircuitBreakerOptions DEFAULTS = CircuitBreakerOptions.defaults();

  private final ManualTime time = new ManualTime();

  @Test
  void aClosedOneLetsCallsThroughWithTheirResultAndTheirError() throws Exception {
    var gate = Gate.closed(time, DEFAULTS);
    var error = new IOException("down");

    assertThat(gate.call(() -> "done")).isEqualTo("done");
    assertThatThrownBy(() -> gate.run(() -> raise(error))).isSameAs(error);
    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void opensAfterFiveFailuresInARow() {
    var gate = Gate.closed(time, DEFAULTS);

    gate.fail(4);
    assertThat(gate.state()).isEqualTo(CLOSED);
    gate.fail(1);

    assertThat(gate.state()).isEqualTo(OPEN);
    assertThat(gate.transitions()).containsExactly("CLOSED->OPEN");
  }

  @Test
  void aSuccessBetweenFailuresKeepsItClosed() {
    var gate = Gate.closed(time, DEFAULTS);

    for (int round = 0; round < 10; round++) {
      gate.fail(4);
      gate.succeed();
    }

    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void anOpenOneRefusesWithoutCallingAndSaysWhenToComeBack() {
    var gate = Gate.opened(time, DEFAULTS);
    time.advance(Duration.ofSeconds(20));

    var refusal =
        catchThrowableOfType(
            CircuitOpenException.class, () -> gate.run(() -> raise(new AssertionError())));

    assertThat(refusal.code()).isEqualTo(ErrorCode.CIRCUIT_OPEN);
    assertThat(refusal.breaker()).isEqualTo("backend");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void staysOpenUntilTheRecoveryTimeoutHasPassedToTheNanosecond() {
    var gate = Gate.opened(time, DEFAULTS);

    time.advance(MINUTE.minusNanos(1));
    assertThat(gate.state()).isEqualTo(OPEN);
    gate.assertRefused();
    time.advance(Duration.ofNanos(1));

    assertThat(gate.state()).isEqualTo(HALF_OPEN);
    gate.succeed();
    assertThat(gate.state()).isEqualTo(CLOSED);
    assertThat(gate.transitions())
        .containsExactly("CLOSED->OPEN", "OPEN->HALF_OPEN", "HALF_OPEN->CLOSED");
  }

  @Test
  void ofARetriedCallTheLastErrorDecides() {
    var policy = RetryPolicy.defaults().backoff(new Backoff.Fixed(Duration.ZERO));
    var retrier = new Retrier(policy, time, new SplittableRandom(1));
    var gate = Gate.closed(time, DEFAULTS.failureThreshold(1));

    assertThatThrownBy(() -> gate.call(() -> retrier.call(new Flaky(time, 3))))
        .isInstanceOf(RetriesExhaustedException.class);

    assertThat(gate.state()).isEqualTo(OPEN);
    assertThat(gate.statistics().failed()).isEqualTo(1);
  }

  @Test
  void opensAtAShareOfFailures() {
    var gate = Gate.closed(time, DEFAULTS.failureThreshold(2).failureRate(0.5, 10));

    gate.succeed();
    gate.succeed();
    gate.fail(1);
    gate.succeed();
    gate.fail(1);
    assertThat(gate.state()).as("two of five").isEqualTo(CLOSED);
    gate.fail(1);

    assertThat(gate.state()).as("three of six").isEqualTo(OPEN);
  }

  @Test
  void forgetsFailuresThatHaveLeftTheWindow() {
    var gate = Gate.closed(time, DEFAULTS.failureThreshold(2).failureRate(0.5, 4));

    for (int round = 0; round < 20; round++) {
      gate.fail(1);
      gate.succeed();
      gate.succeed();
      gate.succeed();
    }

    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void opensWhenTooManyCallsAreSlow() {
    var gate =
        Gate.closed(time, DEFAULTS.failureThreshold(4).slowCalls(Duration.ofSeconds(2), 0.5));

    gate.run(() -> time.advance(Duration.ofSeconds(3)));
    gate.run(() -> time.advance(Duration.ofSeconds(2)));
    gate.run(() -> time.advance(Duration.ofSeconds(1)));
    assertThat(gate.state()).isEqualTo(CLOSED);
    gate.run(() -> time.advance(Duration.ofSeconds(3)));

    assertThat(gate.state()).isEqualTo(OPEN);
  }

  @Test
  void settingTheClockBackDoesNotKeepItOpen() {
    var gate = Gate.opened(time, DEFAULTS);

    time.stepBack(Duration.ofDays(1));
    time.advance(MINUTE);

    gate.succeed();
    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void countsWhatWentThrough() {
    var gate = Gate.closed(time, DEFAULTS);
    gate.succeed();
    assertThatThrownBy(() -> gate.run(() -> raise(new IllegalStateException())))
        .isInstanceOf(IllegalStateException.class);
    gate.fail(5);
    gate.assertRefused();
    gate.assertRefused();

    assertThat(gate.statistics()).isEqualTo(new BreakerStats("backend", OPEN, 1, 5, 1, 2, 1));
  }
}
