package dev.maos.resilience;

import static dev.maos.resilience.CircuitBreaker.State.CLOSED;
import static dev.maos.resilience.CircuitBreaker.State.HALF_OPEN;
import static dev.maos.resilience.CircuitBreaker.State.OPEN;
import static dev.maos.resilience.Gate.MINUTE;
import static dev.maos.resilience.Gate.raise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CircuitBreakerTrialTest {
  private static final CircuitBreakerOptions DEFAULTS = CircuitBreakerOptions.defaults();

  private final ManualTime time = new ManualTime();

  @Test
  void letsExactlyAsManyTrialsThroughAsMustSucceed() throws Exception {
    var gate = Gate.opened(time, DEFAULTS.successThreshold(2));
    time.advance(MINUTE);
    var first = gate.hold();
    var second = gate.hold();

    gate.assertRefused();
    first.succeed();
    assertThat(gate.state()).isEqualTo(HALF_OPEN);
    gate.assertRefused();
    second.succeed();

    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void letsNoMoreTrialsThroughWhenManyThreadsComeAtOnce() throws Exception {
    var gate = Gate.opened(time, DEFAULTS.successThreshold(3));
    time.advance(MINUTE);
    var waiting = new CountDownLatch(47);
    var made = new AtomicInteger();
    var calls = new ArrayList<Background<String>>();

    for (int thread = 0; thread < 50; thread++) {
      calls.add(Background.start(() -> tryUntilOthersAreRefused(gate, made, waiting)));
    }
    for (var call : calls) {
      call.result();
    }

    assertThat(made).hasValue(3);
    assertThat(gate.statistics().refused()).isEqualTo(47);
    assertThat(gate.state()).isEqualTo(CLOSED);
    assertThat(gate.transitions())
        .containsExactly("CLOSED->OPEN", "OPEN->HALF_OPEN", "HALF_OPEN->CLOSED");
  }

  @Test
  void aFailedTrialOpensItAgainForTheWholeTimeout() {
    var gate = Gate.opened(time, DEFAULTS);
    time.advance(MINUTE);

    gate.fail(1);

    assertThat(gate.state()).isEqualTo(OPEN);
    time.advance(MINUTE.minusNanos(1));
    gate.assertRefused();
    time.advance(Duration.ofNanos(1));
    gate.succeed();
    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void oneFailedTrialOutweighsTheGoodOnes() throws Exception {
    var gate = Gate.opened(time, DEFAULTS.successThreshold(3));
    time.advance(MINUTE);
    var good = gate.hold();
    var better = gate.hold();
    var bad = gate.hold();

    good.succeed();
    better.succeed();
    bad.fail();

    assertThat(gate.state()).isEqualTo(OPEN);
  }

  @Test
  void aLateResultFromBeforeItOpenedIsNotATrial() throws Exception {
    var gate = Gate.closed(time, DEFAULTS);
    var lateSuccess = gate.hold();
    var lateFailure = gate.hold();
    gate.fail(5);
    time.advance(MINUTE);
    var trial = gate.hold();

    lateSuccess.succeed();
    assertThat(gate.state()).isEqualTo(HALF_OPEN);
    lateFailure.fail();
    assertThat(gate.state()).isEqualTo(HALF_OPEN);
    trial.succeed();

    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void aTrialThatNeverEndsDoesNotKeepItShutForEver() throws Exception {
    var gate = Gate.opened(time, DEFAULTS);
    time.advance(MINUTE);
    var hanging = gate.hold();

    time.advance(MINUTE.minusNanos(1));
    gate.assertRefused();
    assertThat(gate.transitions()).endsWith("OPEN->HALF_OPEN");
    time.advance(Duration.ofNanos(1));
    gate.assertRefused();
    assertThat(gate.transitions()).endsWith("HALF_OPEN->OPEN");
    time.advance(MINUTE);
    gate.succeed();
    hanging.fail();

    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void errorsThatDoNotCountNeitherOpenItNorUseUpATrial() {
    var mistake = new IllegalArgumentException();
    var gate = Gate.closed(time, DEFAULTS);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> gate.run(() -> raise(mistake))).isSameAs(mistake);
    }
    assertThat(gate.state()).isEqualTo(CLOSED);
    gate.fail(5);
    time.advance(MINUTE);

    assertThatThrownBy(() -> gate.run(() -> raise(mistake))).isSameAs(mistake);

    assertThat(gate.state()).isEqualTo(HALF_OPEN);
    gate.succeed();
    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void anErrorOfTheMachineDuringATrialGivesItsPlaceBack() {
    var gate = Gate.opened(time, DEFAULTS);
    time.advance(MINUTE);

    assertThatThrownBy(() -> gate.run(() -> raise(new StackOverflowError())))
        .isInstanceOf(StackOverflowError.class);

    gate.succeed();
    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  @Test
  void startsToCountAnewAfterItClosed() {
    var gate = Gate.opened(time, DEFAULTS);
    time.advance(MINUTE);
    gate.succeed();

    gate.fail(4);

    assertThat(gate.state()).isEqualTo(CLOSED);
  }

  private static String tryUntilOthersAreRefused(
      Gate gate, AtomicInteger made, CountDownLatch others) throws Exception {
    try {
      return gate.call(() -> {
        made.incrementAndGet();
        assertThat(others.await(10, TimeUnit.SECONDS)).as("47 refused").isTrue();
        return "done";
      });
    } catch (CircuitOpenException refused) {
      others.countDown();
      return "refused";
    }
  }
}
