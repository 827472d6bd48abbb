package dev.maos.resilience;

import static dev.maos.resilience.CircuitBreaker.State.CLOSED;
import static dev.maos.resilience.CircuitBreaker.State.OPEN;
import static dev.maos.resilience.Gate.MINUTE;
import static dev.maos.resilience.Gate.raise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ManualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CircuitBreakerListenerTest {
  private static final CircuitBreakerOptions DEFAULTS = CircuitBreakerOptions.defaults();

  private final ManualTime time = new ManualTime();

  @Test
  void aListenerThatFailsHurtsNeitherTheCallNorTheOthers() {
    var gate = Gate.closed(time, DEFAULTS.failureThreshold(1));
    var told = new AtomicInteger();
    gate.onTransition(_ -> raiseUnchecked());
    gate.onTransition(_ -> told.incrementAndGet());

    assertThatThrownBy(() -> gate.run(() -> raise(new IOException("down"))))
        .isInstanceOf(IOException.class);

    assertThat(told).hasValue(1);
    assertThat(gate.state()).isEqualTo(OPEN);
  }

  @Test
  void aListenerHearsNothingWhilePausedOrAfterClosing() {
    var gate = Gate.closed(time, DEFAULTS.failureThreshold(1));
    var told = new AtomicInteger();
    var subscription = gate.onTransition(_ -> told.incrementAndGet());

    subscription.pause();
    assertThat(subscription.isActive()).isFalse();
    gate.fail(1);
    assertThat(told).hasValue(0);
    subscription.resume();
    assertThat(subscription.isActive()).isTrue();
    time.advance(MINUTE);
    gate.succeed();
    assertThat(told).hasValue(2);
    subscription.close();
    subscription.close();
    subscription.resume();
    gate.fail(1);

    assertThat(told).hasValue(2);
    assertThat(subscription.isActive()).isFalse();
  }

  @Test
  void aTransitionSaysWhoWhatAndWhen() {
    var gate = Gate.closed(time, DEFAULTS.failureThreshold(1));
    var heard = new ArrayList<BreakerTransition>();
    gate.onTransition(heard::add);

    gate.fail(1);

    assertThat(heard).containsExactly(new BreakerTransition("backend", CLOSED, OPEN, time.now()));
  }

  private static void raiseUnchecked() {
    throw new IllegalStateException("listener");
  }
}
