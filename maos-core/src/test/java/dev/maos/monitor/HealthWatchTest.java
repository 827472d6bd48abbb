package dev.maos.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.ManualTime;
import dev.maos.base.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthWatchTest {
  private static final Duration FAULT_IS_TOLD_WITHIN = Duration.ofSeconds(5);
  private static final Duration END_IS_TOLD_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final ManualTime time = new ManualTime();
  private final AtomicInteger looks = new AtomicInteger();
  private final BlockingQueue<HealthChange> heard = new LinkedBlockingQueue<>();
  private volatile Supplier<HealthReport> parts = () -> report(Health.healthy());
  private final HealthWatch watch =
      new HealthWatch(
          () -> {
            looks.incrementAndGet();
            return parts.get();
          },
          time);

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void nothingIsLookedAtWhileNobodyListens() {
    time.advance(LONG);
    var listening = watch.onChange(heard::add);
    time.advance(Duration.ofSeconds(4));
    int before = looks.get();
    listening.close();
    time.advance(LONG);

    assertThat(before).isEqualTo(3);
    assertThat(looks).hasValue(before);
    assertThat(time.alarms()).isZero();
  }

  @Test
  void whatStaysWellIsNotTold() {
    watch.onChange(heard::add);

    time.advance(LONG);

    assertThat(heard).isEmpty();
  }

  @Test
  void aFaultIsToldInTimeAndSoIsItsEnd() throws InterruptedException {
    watch.onChange(heard::add);
    time.advance(LONG);

    parts = () -> report(Health.degraded("the queue is full"));
    time.advance(FAULT_IS_TOLD_WITHIN);
    var fault = next();
    parts = () -> report(Health.healthy());
    time.advance(END_IS_TOLD_WITHIN);
    var end = next();

    assertThat(fault.before().overall()).isEqualTo(Health.healthy());
    assertThat(fault.now().overall()).isEqualTo(Health.degraded("bus: the queue is full"));
    assertThat(fault.changed()).extracting(ComponentHealth::component).containsExactly("bus");
    assertThat(end.now().overall()).isEqualTo(Health.healthy());
    assertThat(end.before()).isEqualTo(fault.now());
    assertThat(heard).isEmpty();
  }

  @Test
  void partsThatHangAreAFaultThatIsToldInTime() throws InterruptedException {
    watch.onChange(heard::add);
    time.advance(LONG);
    var faults = new ArrayList<HealthChange>();

    // The look itself lasts five seconds, and until that is told: time is moved from inside it.
    parts =
        () -> {
          if (faults.isEmpty()) {
            time.advance(FAULT_IS_TOLD_WITHIN);
            faults.add(nextAtLast());
          }
          return report(Health.healthy());
        };
    time.advance(Duration.ofSeconds(2));
    var fault = faults.getFirst();
    time.advance(END_IS_TOLD_WITHIN);
    var end = next();

    assertThat(fault.now().overall().status()).isEqualTo("UNHEALTHY");
    assertThat(fault.now().overall().reasons().getFirst())
        .startsWith("health: the parts have not answered for ");
    assertThat(fault.now().components()).extracting(ComponentHealth::component).contains("bus");
    assertThat(end.changed()).extracting(ComponentHealth::component).containsExactly("health");
    assertThat(end.now().overall()).isEqualTo(Health.healthy());
  }

  @Test
  void partsThatCannotBeAskedAreAFault() throws InterruptedException {
    parts =
        () -> {
          throw new IllegalStateException("out of order");
        };
    watch.onChange(heard::add);

    time.advance(FAULT_IS_TOLD_WITHIN);

    assertThat(next().now().overall().reasons().getFirst()).contains("out of order");
  }

  @Test
  void otherReasonsOfTheSameStatusAreNotToldAgain() throws InterruptedException {
    var count = new AtomicInteger();
    parts = () -> report(Health.degraded(count.incrementAndGet() + " s behind"));
    watch.onChange(heard::add);

    time.advance(LONG);

    assertThat(next().now().overall().status()).isEqualTo("DEGRADED");
    assertThat(heard).isEmpty();
  }

  @Test
  void whoComesLaterIsToldWhatIsNotWell() throws InterruptedException {
    parts = () -> report(Health.unhealthy("gone"));
    watch.onChange(change -> {});
    time.advance(LONG);

    watch.onChange(heard::add);
    time.advance(FAULT_IS_TOLD_WITHIN);

    assertThat(next().now().overall()).isEqualTo(Health.unhealthy("bus: gone"));
  }

  @Test
  void aSlowListenerKeepsNobodyWaitingAndHearsTheNewest() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var slow = new LinkedBlockingQueue<HealthChange>();
    watch.onChange(change -> {
      slow.add(change);
      entered.countDown();
      await(release);
    });
    watch.onChange(heard::add);
    parts = () -> report(Health.degraded("first"));
    time.advance(FAULT_IS_TOLD_WITHIN);
    await(entered);
    next();

    parts = () -> report(Health.healthy());
    time.advance(END_IS_TOLD_WITHIN);
    next();
    parts = () -> report(Health.unhealthy("last"));
    time.advance(FAULT_IS_TOLD_WITHIN);
    next();
    release.countDown();

    assertThat(take(slow).now().overall().status()).isEqualTo("DEGRADED");
    var second = take(slow);
    assertThat(second.now().overall().status()).isEqualTo("UNHEALTHY");
    assertThat(second.before().overall().status()).isEqualTo("DEGRADED");
  }

  @Test
  void aListenerThatThrowsIsCalledAgain() throws InterruptedException {
    watch.onChange(change -> {
      heard.add(change);
      throw new IllegalStateException("told to fail");
    });
    parts = () -> report(Health.degraded("once"));
    time.advance(FAULT_IS_TOLD_WITHIN);
    next();
    parts = () -> report(Health.healthy());
    time.advance(END_IS_TOLD_WITHIN);

    assertThat(next().now().overall()).isEqualTo(Health.healthy());
  }

  @Test
  void whoPausesIsToldTheStateAfterwards() throws InterruptedException {
    var listening = watch.onChange(heard::add);
    listening.pause();
    parts = () -> report(Health.degraded("meanwhile"));
    time.advance(LONG);
    assertThat(heard).isEmpty();
    assertThat(listening.isActive()).isFalse();

    listening.resume();

    assertThat(next().now().overall().status()).isEqualTo("DEGRADED");
  }

  @Test
  void afterClosingNobodyIsToldAndNothingIsLookedAt() {
    var listening = watch.onChange(heard::add);
    time.advance(Duration.ofSeconds(2));
    int before = looks.get();
    parts = () -> report(Health.degraded("too late"));

    watch.close();
    watch.close();
    time.advance(LONG);

    assertThat(looks).hasValue(before);
    assertThat(heard).isEmpty();
    assertThat(time.alarms()).isZero();
    assertThat(listening.isActive()).isFalse();
    assertThat(watch.onChange(heard::add).isActive()).isFalse();
  }

  @Test
  void oneListenerTooManyIsRefusedAndOneThatLeavesMakesRoom() {
    var all = new ArrayList<Subscription>();
    for (int i = 0; i < HealthWatch.MOST_LISTENERS; i++) {
      all.add(watch.onChange(heard::add));
    }

    assertThatThrownBy(() -> watch.onChange(heard::add))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETTING));
    all.getFirst().close();
    assertThat(watch.onChange(heard::add).isActive()).isTrue();
  }

  private static HealthReport report(Health bus) {
    return new HealthReport(
        List.of(
            new ComponentHealth("bus", bus, Duration.ZERO, Map.of()),
            new ComponentHealth("backend", Health.healthy(), Duration.ZERO, Map.of())));
  }

  private HealthChange next() throws InterruptedException {
    return take(heard);
  }

  private HealthChange nextAtLast() {
    try {
      return next();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HealthChange take(BlockingQueue<HealthChange> from) throws InterruptedException {
    var change = from.poll(30, TimeUnit.SECONDS);
    assertThat(change).as("a change within 30 s").isNotNull();
    return change;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
