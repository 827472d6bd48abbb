package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemTimeTest {
  private final TimeSource time = TimeSource.system();

  @Test
  void dueTasksRunOnVirtualThreads() throws Exception {
    var virtual = new CompletableFuture<Boolean>();

    time.schedule(Duration.ofMillis(1), () -> virtual.complete(Thread.currentThread().isVirtual()));

    assertThat(virtual.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTaskWithoutDelayIsDueAtOnce() throws Exception {
    var ran = new CountDownLatch(2);

    time.schedule(Duration.ZERO, ran::countDown);
    time.schedule(Duration.ofSeconds(-1), ran::countDown);

    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTaskThatIsCalledOffDoesNotRun() throws Exception {
    var ran = new AtomicBoolean();
    var later = new CountDownLatch(1);

    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.set(true)).cancel();
    var alarm = time.schedule(Duration.ofDays(1), () -> ran.set(true));
    alarm.cancel();
    alarm.cancel();
    time.schedule(Duration.ofMillis(1), later::countDown);

    assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isFalse();
  }

  @Test
  void aTaskThatThrowsDoesNotHurtTheNext() throws Exception {
    var ran = new CountDownLatch(1);

    time.schedule(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("thrown on purpose by a test");
        });
    time.schedule(Duration.ofMillis(1), ran::countDown);

    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void measuredTimePassesWhileSleeping() throws Exception {
    long before = time.nanos();

    time.sleep(Duration.ofMillis(2));

    assertThat(time.nanos() - before).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void anInterruptedThreadDoesNotSleep() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> time.sleep(Duration.ofDays(1)));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> time.sleep(Duration.ZERO));
  }

  @Test
  void microsecondsAreThoseOfTheTimeOfDay() {
    long before = time.now().toEpochMilli();

    assertThat(time.micros() / 1_000).isBetween(before, before + 60_000);
  }
}
