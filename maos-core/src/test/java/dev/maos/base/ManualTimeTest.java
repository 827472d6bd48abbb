package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManualTimeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final ManualTime time = new ManualTime();
  private final List<String> log = new ArrayList<>();

  @Test
  void timeStandsUntilItIsMoved() {
    assertThat(time.now()).isEqualTo(START);

    time.advance(Duration.ofNanos(1_500_000));

    assertThat(time.now()).isEqualTo(START.plusNanos(1_500_000));
    assertThat(time.nanos()).isEqualTo(1_500_000);
    assertThat(time.micros()).isEqualTo(START.toEpochMilli() * 1_000 + 1_500);
    assertThat(new ManualTime(Instant.ofEpochSecond(-1)).micros()).isEqualTo(-1_000_000);
  }

  @Test
  void alarmsRunInTheOrderOfTheirDueTimesWhileTimeStands() {
    schedule(3, "c");
    schedule(1, "a");
    schedule(2, "b");
    schedule(2, "b2");
    schedule(9, "later");

    time.advance(Duration.ofSeconds(5));

    assertThat(log).containsExactly("a@1", "b@2", "b2@2", "c@3");
    assertThat(time.now()).isEqualTo(START.plusSeconds(5));
    assertThat(time.alarms()).isOne();
  }

  @Test
  void alarmsSetByAlarmsTakePart() {
    time.schedule(
        Duration.ofSeconds(1),
        () -> {
          log.add("first");
          schedule(0, "at once");
          schedule(2, "inside");
          schedule(5, "outside");
        });

    time.advance(Duration.ofSeconds(4));

    assertThat(log).containsExactly("first", "at once@1", "inside@3");
    assertThat(time.alarms()).isOne();
  }

  @Test
  void anAlarmWithoutDelayWaitsForTheNextAdvance() {
    schedule(0, "zero");
    schedule(-5, "negative");
    assertThat(log).isEmpty();

    time.advance(Duration.ZERO);

    assertThat(log).containsExactly("zero@0", "negative@0");
  }

  @Test
  void anAlarmThatIsCalledOffDoesNotRun() {
    var alarm = time.schedule(Duration.ofSeconds(1), () -> log.add("ran"));

    alarm.cancel();
    alarm.cancel();
    time.advance(Duration.ofSeconds(2));

    assertThat(log).isEmpty();
    assertThat(time.alarms()).isZero();
  }

  @Test
  void anAlarmMayCallOffAnotherThatIsDueAtTheSameMoment() {
    var alarms = new ArrayList<TimeSource.Alarm>();
    time.schedule(Duration.ofSeconds(1), () -> alarms.getFirst().cancel());
    alarms.add(time.schedule(Duration.ofSeconds(1), () -> log.add("ran")));

    time.advance(Duration.ofSeconds(1));

    assertThat(log).isEmpty();
  }

  @Test
  void anAlarmMayMoveTimeItself() {
    time.schedule(Duration.ofSeconds(1), () -> time.advance(Duration.ofSeconds(10)));
    schedule(4, "meanwhile");

    time.advance(Duration.ofSeconds(2));

    assertThat(log).containsExactly("meanwhile@4");
    assertThat(time.now()).isEqualTo(START.plusSeconds(11));
  }

  @Test
  void anAlarmThatThrowsIsUsedUpAndTheOthersStillWait() {
    time.schedule(
        Duration.ofSeconds(1),
        () -> {
          throw new IllegalStateException("boom");
        });
    schedule(2, "next");

    assertThatIllegalStateException()
        .isThrownBy(() -> time.advance(Duration.ofSeconds(5)))
        .withMessage("boom");
    assertThat(time.now()).isEqualTo(START.plusSeconds(1));

    time.advance(Duration.ofSeconds(4));
    assertThat(log).containsExactly("next@2");
    assertThat(time.now()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void noLockIsHeldWhileAnAlarmRuns() throws Exception {
    var seen = new CountDownLatch(1);
    var reached = new AtomicBoolean();
    time.schedule(
        Duration.ofSeconds(1),
        () -> {
          Thread.ofVirtual()
              .start(() -> {
                time.now();
                seen.countDown();
              });
          reached.set(await(seen));
        });

    time.advance(Duration.ofSeconds(1));

    assertThat(reached).isTrue();
  }

  @Test
  void timeDoesNotGoBackByAdvancing() {
    assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
  }

  @Test
  void steppingBackChangesTheTimeOfDayOnly() {
    schedule(5, "alarm");
    time.advance(Duration.ofSeconds(4));

    time.stepBack(Duration.ofHours(3));

    assertThat(time.now()).isEqualTo(START.plusSeconds(4).minus(Duration.ofHours(3)));
    assertThat(time.nanos()).isEqualTo(4_000_000_000L);
    time.advance(Duration.ofSeconds(1));
    assertThat(log).hasSize(1);
  }

  @Test
  void veryLongDelaysNeverBecomeDueBySurprise() {
    time.advance(Duration.ofDays(1));
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> log.add("ran"));

    time.advance(Duration.ofDays(36_500));

    assertThat(log).isEmpty();
  }

  @Test
  void aSleeperWakesWhenTimeHasPassed() throws Exception {
    var awake = new CountDownLatch(1);
    var sleeper = Thread.ofVirtual().start(() -> sleep(Duration.ofSeconds(10), awake));
    assertThat(time.awaitSleepers(1, BOUND)).isTrue();

    time.advance(Duration.ofSeconds(9));
    assertThat(time.sleepers()).isOne();
    assertThat(awake.getCount()).isOne();

    time.advance(Duration.ofSeconds(1));
    assertThat(sleeper.join(BOUND)).isTrue();
    assertThat(awake.getCount()).isZero();
    assertThat(time.sleepers()).isZero();
  }

  @Test
  void sleepingNoTimeReturnsAtOnce() throws Exception {
    time.sleep(Duration.ZERO);
    time.sleep(Duration.ofSeconds(-1));

    assertThat(time.sleepers()).isZero();
    assertThat(time.awaitSleepers(1, Duration.ZERO)).isFalse();
  }

  @Test
  void anInterruptedSleeperLeaves() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> time.sleep(Duration.ofSeconds(1)));

    assertThat(time.sleepers()).isZero();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void manyThreadsMaySetAlarmsWhileTimeMoves() throws Exception {
    var ran = new CountDownLatch(4_000);
    var threads =
        IntStream.range(0, 4)
            .mapToObj(i -> Thread.ofPlatform().start(() -> scheduleMany(ran)))
            .toList();

    while (threads.stream().anyMatch(Thread::isAlive)) {
      time.advance(Duration.ofMillis(1));
    }
    time.advance(Duration.ofSeconds(2));

    assertThat(ran.getCount()).isZero();
    assertThat(time.alarms()).isZero();
  }

  private void scheduleMany(CountDownLatch ran) {
    for (int i = 0; i < 1_000; i++) {
      time.schedule(Duration.ofMillis(i % 7), ran::countDown);
    }
  }

  private void schedule(int seconds, String name) {
    time.schedule(
        Duration.ofSeconds(seconds),
        () -> log.add(name + "@" + Duration.between(START, time.now()).toSeconds()));
  }

  private void sleep(Duration duration, CountDownLatch awake) {
    try {
      time.sleep(duration);
      awake.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
