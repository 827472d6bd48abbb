package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import dev.maos.base.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SetbackTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
    var setback = new Setback(FIRST, LONGEST, time);
    var pauses = new ArrayList<Long>();

    for (int i = 0; i < 70; i++) {
      long before = time.nanos();
      int tasks = done.get();
      setback.again(done::incrementAndGet);
      while (done.get() == tasks) {
        time.advance(Duration.ofMillis(100));
      }
      pauses.add((time.nanos() - before) / 1_000_000);
    }

    assertThat(pauses.subList(0, 6)).isEqualTo(List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L));
    assertThat(pauses.getLast()).isEqualTo(1_000);
  }

  @Test
  void afterASuccessThePauseIsTheShortestAgain() {
    var setback = new Setback(FIRST, LONGEST, time);
    setback.again(done::incrementAndGet);
    time.advance(FIRST);
    setback.again(done::incrementAndGet);
    time.advance(FIRST);
    assertThat(done).hasValue(1);
    time.advance(FIRST);

    setback.over();
    setback.again(done::incrementAndGet);
    time.advance(FIRST);

    assertThat(done).hasValue(3);
  }

  @Test
  void whatIsAskedForDuringAPauseIsDoneOnce() {
    var setback = Setback.every(FIRST, time);
    setback.again(done::incrementAndGet);
    setback.again(done::incrementAndGet);
    setback.again(done::incrementAndGet);

    time.advance(LONGEST);

    assertThat(done).hasValue(1);
    assertThat(time.alarms()).isZero();
  }

  @Test
  void aTaskMayAskForItself() {
    var setback = Setback.every(FIRST, time);
    failAgain(setback);

    time.advance(FIRST.multipliedBy(5));

    assertThat(done).hasValue(5);
  }

  private void failAgain(Setback setback) {
    setback.again(() -> {
      done.incrementAndGet();
      failAgain(setback);
    });
  }

  @Test
  void aThreadMayWaitItself() throws InterruptedException {
    var setback = new Setback(FIRST, LONGEST, time);
    var waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                setback.pause();
                done.incrementAndGet();
              } catch (InterruptedException e) {
                done.set(-1);
              }
            });
    assertThat(time.awaitSleepers(1, Duration.ofSeconds(30))).isTrue();

    time.advance(FIRST);

    assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
    assertThat(done).hasValue(1);
  }

  @Test
  void aFirstPauseAboveTheLongestIsRefused() {
    assertThatThrownBy(() -> new Setback(LONGEST, LONGEST.minus(FIRST), time))
        .isInstanceOf(InvalidInputException.class);
  }
}
