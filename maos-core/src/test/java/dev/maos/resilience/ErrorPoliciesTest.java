package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.maos.base.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErrorPoliciesTest {
  private static final RetryPolicy AT_ONCE =
      RetryPolicy.defaults().backoff(new Backoff.Fixed(Duration.ZERO));

  private final ManualTime time = new ManualTime();
  private final ErrorPolicies policies = new ErrorPolicies(time, new SplittableRandom(1));

  @Test
  void aComponentHasTheDefaultsUntilToldOtherwise() {
    assertThat(policies.policy("redis")).isEqualTo(RetryPolicy.defaults());
    assertThat(policies.breaker("redis").options()).isEqualTo(CircuitBreakerOptions.defaults());

    policies.policy("redis", AT_ONCE);

    assertThat(policies.policy("redis")).isEqualTo(AT_ONCE);
    assertThat(policies.policy("other")).isEqualTo(RetryPolicy.defaults());
  }

  @Test
  void aCallIsRetriedAsTheComponentsPolicySays() throws Exception {
    policies.policy("redis", AT_ONCE.maxAttempts(4));

    assertThat(policies.call("redis", "send", new Flaky(time, 3))).isEqualTo("success 4");

    assertThat(policies.statistics())
        .containsExactly(new OperationStats("redis", "send", 1, 1, 0, 0, 3));
  }

  @Test
  void theBreakerCountsACallOnlyWhenAllItsAttemptsFailed() {
    policies.policy("redis", AT_ONCE);

    for (int call = 0; call < 4; call++) {
      exhaust("redis");
    }
    assertThat(policies.breaker("redis").state()).isEqualTo(CircuitBreaker.State.CLOSED);
    exhaust("redis");

    assertThat(policies.breaker("redis").state()).isEqualTo(CircuitBreaker.State.OPEN);
    var refused = new Flaky(time, 0);
    assertThatThrownBy(() -> policies.call("redis", "send", refused))
        .isInstanceOf(CircuitOpenException.class);
    assertThat(refused.made()).isZero();
    assertThat(policies.statistics())
        .containsExactly(new OperationStats("redis", "send", 6, 0, 5, 1, 10));
  }

  @Test
  void oneComponentDoesNotOpenTheBreakerOfAnother() throws Exception {
    policies.policy("redis", AT_ONCE);
    for (int call = 0; call < 5; call++) {
      exhaust("redis");
    }

    assertThat(policies.call("sqlite", "send", () -> "done")).isEqualTo("done");

    assertThat(policies.breakers())
        .extracting(BreakerStats::breaker, BreakerStats::opened)
        .containsExactly(tuple("redis", 1L), tuple("sqlite", 0L));
  }

  @Test
  void theBreakerOfAComponentCanBeConfiguredBeforeItsFirstCall() {
    var options = CircuitBreakerOptions.defaults().failureThreshold(1);
    policies.policy("redis", AT_ONCE);
    var breaker = policies.breaker("redis", options);

    exhaust("redis");

    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void theSameNameAndOptionsFindTheSameBreaker() {
    var options = CircuitBreakerOptions.defaults().successThreshold(2);

    assertThat(policies.breaker("redis", options))
        .isSameAs(policies.breaker("redis", CircuitBreakerOptions.defaults().successThreshold(2)))
        .isSameAs(policies.breaker("redis"));
  }

  @Test
  void doesNotRetryPastTheDeadline() {
    var call = new Flaky(time, 9);

    assertThatThrownBy(() -> policies.call("redis", "send", time.now(), call))
        .isInstanceOf(RetriesExhaustedException.class);
    assertThat(call.made()).isEqualTo(1);
  }

  @Test
  void tellsOfEveryCallThatThrew() {
    var heard = new ArrayList<CallError>();
    var mistake = new IllegalArgumentException("mistake");
    try (var _ = policies.onError(heard::add)) {
      assertThatThrownBy(() -> policies.call("redis", "send", () -> raise(mistake)))
          .isSameAs(mistake);
    }
    assertThatThrownBy(() -> policies.call("redis", "send", () -> raise(mistake)))
        .isSameAs(mistake);

    assertThat(heard).containsExactly(new CallError("redis", "send", mistake, time.now()));
  }

  @Test
  void aWaitThatIsInterruptedComesOutAsSuch() throws Exception {
    var call = new Flaky(time, 9);
    var result = Background.start(() -> policies.call("redis", "send", call));
    call.nextAttempt();
    call.awaitSleeper();

    result.interrupt();

    assertThat(result.error()).isInstanceOf(InterruptedException.class);
    assertThat(policies.breakers())
        .singleElement()
        .satisfies(breaker -> assertThat(breaker.ignored()).isEqualTo(1));
  }

  @Test
  void aFloodOfFailingCallsIsRetriedWithinTheBudgetOnly() {
    policies.policy("redis", AT_ONCE);
    policies.breaker("redis", CircuitBreakerOptions.defaults().failureThreshold(10_000));

    for (int call = 0; call < 1_000; call++) {
      assertThatThrownBy(() -> policies.call("redis", "send", new Flaky(time, 9)))
          .isInstanceOf(Exception.class);
    }

    assertThat(policies.statistics())
        .singleElement()
        .satisfies(counts -> assertThat(counts.retries()).isEqualTo(210));
  }

  @Test
  void countsOperationsBeyondTheBoundTogether() throws Exception {
    for (int operation = 0; operation < 150; operation++) {
      policies.call("redis", "operation-" + operation, () -> "done");
    }

    assertThat(policies.statistics()).hasSize(101);
    assertThat(policies.statistics())
        .contains(new OperationStats("redis", "other", 50, 50, 0, 0, 0));
  }

  private void exhaust(String component) {
    assertThatThrownBy(() -> policies.call(component, "send", new Flaky(time, 9)))
        .isInstanceOf(RetriesExhaustedException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  private static String raise(RuntimeException error) {
    throw error;
  }
}
