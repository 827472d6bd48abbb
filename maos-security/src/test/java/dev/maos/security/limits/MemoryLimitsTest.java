package dev.maos.security.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over any time no more is taken than the rate gives in that time, and one burst. */
class MemoryLimitsTest {
  private static final AgentId PLANNER = AgentId.of("planner");
  private static final Topic TASKS = Topic.of("tasks");

  private final ManualTime time = new ManualTime();
  private final MemoryLimits limits = new MemoryLimits(time, 3);

  /** What was taken, and when. */
  private record Taken(long at, long amount) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void noTimeSeesMoreThanItsShareAndOneBurst(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    var rate = new Rate(1 + random.nextLong(50), Duration.ofMillis(997), 1 + random.nextLong(50));
    var taken = new ArrayList<Taken>();
    for (int step = 0; step < 500; step++) {
      time.advance(Duration.ofNanos(random.nextLong(2 * rate.per().toNanos() / rate.count())));
      long amount = 1 + random.nextLong(Math.max(1, rate.burst() / 3));
      if (take(new Charge("a", rate, amount)) instanceof LimitAnswer.Taken) {
        taken.add(new Taken(time.nanos(), amount));
      }
    }
    assertThat(taken).as("%s", seed).isNotEmpty();
    for (int from = 0; from < taken.size(); from++) {
      long sum = 0;
      for (int to = from; to < taken.size(); to++) {
        sum += taken.get(to).amount();
        double share =
            (double) (taken.get(to).at() - taken.get(from).at())
                * rate.count()
                / rate.per().toNanos();
        assertThat((double) sum)
            .as("%s, %s, from %d to %d", seed, rate, from, to)
            .isLessThanOrEqualTo(rate.burst() + share + 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void itIsExactlyABucketThatFillsAtTheRate(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    // A hundred a second earns one in ten milliseconds, so the bucket has no fractions.
    var rate = Rate.perSecond(100).burst(7);
    long tokens = 7;
    for (int step = 0; step < 1_000; step++) {
      long earned = random.nextLong(4);
      time.advance(Duration.ofMillis(10 * earned));
      tokens = Math.min(7, tokens + earned);
      long amount = random.nextLong(1, 5);
      var answer = take(new Charge("a", rate, amount));
      if (tokens >= amount) {
        assertThat(answer).as("%s step %d", seed, step).isInstanceOf(LimitAnswer.Taken.class);
        tokens -= amount;
      } else {
        var wait = Duration.ofMillis(10 * (amount - tokens));
        assertThat(answer)
            .as("%s step %d", seed, step)
            .isInstanceOfSatisfying(
                LimitAnswer.TooMuch.class, much -> assertThat(much.after()).isEqualTo(wait));
      }
    }
  }

  static java.util.stream.LongStream seeds() {
    return Seed.range(1, 20);
  }

  @Test
  void whoWaitsAsLongAsToldIsServedAndNotBefore() {
    var charge = new Charge("a", new Rate(3, Duration.ofSeconds(1), 1), 1);
    assertThat(take(charge)).isEqualTo(new LimitAnswer.Taken());
    var wait = ((LimitAnswer.TooMuch) take(charge)).after();

    time.advance(wait.minusNanos(1));
    assertThat(take(charge)).isEqualTo(new LimitAnswer.TooMuch(charge, Duration.ofNanos(1)));
    time.advance(Duration.ofNanos(1));
    assertThat(take(charge)).isEqualTo(new LimitAnswer.Taken());
  }

  @Test
  void ofSeveralChargesAllAreTakenOrNone() {
    var wide = new Charge("wide", Rate.perSecond(10), 1);
    var narrow = new Charge("narrow", Rate.perSecond(1), 1);
    assertThat(limits.take(List.of(wide, narrow))).isEqualTo(new LimitAnswer.Taken());

    for (int i = 0; i < 20; i++) {
      assertThat(limits.take(List.of(wide, narrow))).isInstanceOf(LimitAnswer.TooMuch.class);
    }

    for (int i = 0; i < 9; i++) {
      assertThat(take(wide)).as("what was refused cost nothing").isEqualTo(new LimitAnswer.Taken());
    }
    assertThat(take(wide)).isInstanceOf(LimitAnswer.TooMuch.class);
  }

  @Test
  void aRateOfZeroAllowsNothingAndMoreThanABurstNeverComes() {
    var nothing = new Charge("a", Rate.NOTHING, 1);
    var tooLarge = new Charge("b", Rate.perSecond(5), 6);

    assertThat(take(nothing)).isEqualTo(new LimitAnswer.Never(nothing));
    assertThat(take(tooLarge)).isEqualTo(new LimitAnswer.Never(tooLarge));
  }

  @Test
  void aClockThatIsSetBackDoesNotStopAnybody() {
    var charge = new Charge("a", Rate.perSecond(1), 1);
    take(charge);

    time.stepBack(Duration.ofHours(3));
    time.advance(Duration.ofSeconds(1));

    assertThat(take(charge)).isEqualTo(new LimitAnswer.Taken());
  }

  @Test
  void whoIsCountedIsNotForgottenForAnother() {
    var slow = Rate.perMinute(1);
    for (var key : new String[] {"a", "b", "c"}) {
      assertThat(take(new Charge(key, slow, 1))).isEqualTo(new LimitAnswer.Taken());
    }
    assertThat(limits.load()).isEqualTo(1.0);

    var fourth = new Charge("d", slow, 1);
    assertThat(take(fourth)).isEqualTo(new LimitAnswer.Full(Duration.ofMinutes(1)));
    assertThat(take(new Charge("a", slow, 1))).isInstanceOf(LimitAnswer.TooMuch.class);
    time.advance(Duration.ofSeconds(59));
    assertThat(take(fourth)).isEqualTo(new LimitAnswer.Full(Duration.ofSeconds(1)));
    time.advance(Duration.ofSeconds(1));
    assertThat(take(fourth)).isEqualTo(new LimitAnswer.Taken());
    assertThat(limits.load()).as("the others have earned all again").isLessThan(0.5);
  }

  @Test
  void manyThreadsTakeNoMoreThanThereIs() throws Exception {
    var rate = Rate.perSecond(1_000);
    var begin = new CountDownLatch(1);
    var counts = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        counts.add(
            threads.submit(() -> {
              begin.await();
              int mine = 0;
              for (int j = 0; j < 500; j++) {
                mine += take(new Charge("a", rate, 1)) instanceof LimitAnswer.Taken ? 1 : 0;
              }
              return mine;
            }));
      }
      begin.countDown();
      int all = 0;
      for (var count : counts) {
        all += count.get();
      }
      assertThat(all).isEqualTo(1_000);
    }
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    assertInvalid(() -> Rate.perSecond(-1));
    assertInvalid(() -> Rate.perSecond(1_000_000_001));
    assertInvalid(() -> new Rate(1, Duration.ZERO, 1));
    assertInvalid(() -> new Rate(1, Duration.ofDays(2), 1));
    assertInvalid(() -> new Rate(1_000_000_000, Duration.ofDays(1), 1));
    assertInvalid(() -> Rate.perSecond(10).burst(0));
    assertInvalid(() -> Rate.perSecond(10).burst(10 * 86_400 + 1));
    assertThat(Rate.perSecond(10).burst(10 * 86_400).nanosFor(864_000))
        .isEqualTo(Duration.ofDays(1).toNanos());
    var policy = LimitPolicy.none();
    for (int i = 0; i < 32; i++) {
      policy = policy.with(new Limit.OfAll(Rate.NOTHING));
    }
    var full = policy;
    assertInvalid(() -> full.with(new Limit.OfAll(Rate.NOTHING)));
  }

  @Test
  void aMessageCostsWhatItTouches() {
    var rate = Rate.perSecond(10);
    var policy =
        LimitPolicy.none()
            .with(new Limit.OfAgent(rate))
            .with(new Limit.OfAgent(Rate.perMinute(10)))
            .with(new Limit.OfBytes(rate))
            .with(new Limit.OfTopics(TopicPattern.of("news.>"), rate))
            .with(new Limit.OfAll(rate));

    var charges = policy.charges("sent", PLANNER, TASKS, 7);

    assertThat(charges).extracting(Charge::amount).containsExactly(1L, 1L, 7L, 1L);
    assertThat(charges).extracting(Charge::key).doesNotHaveDuplicates();
    assertThat(policy.charges("sent", AgentId.of("PLANNER"), TASKS, 7)).isEqualTo(charges);
    assertThat(policy.charges("received", PLANNER, TASKS, 7))
        .extracting(Charge::key)
        .doesNotContainAnyElementsOf(charges.stream().map(Charge::key).toList());
    assertThat(policy.charges("sent", PLANNER, Topic.of("news.a"), 7)).hasSize(5);
  }

  private LimitAnswer take(Charge charge) {
    return limits.take(List.of(charge));
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_POLICY));
  }
}
