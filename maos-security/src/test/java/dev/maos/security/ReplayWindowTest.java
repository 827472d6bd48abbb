package dev.maos.security;

import static dev.maos.security.TwoProcesses.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Topic;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.Origin;
import dev.maos.security.envelope.Place;
import dev.maos.security.envelope.Target;
import dev.maos.security.keys.KeyId;
import dev.maos.testkit.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message counts once, whatever the order, and the memory of it has a bound. */
class ReplayWindowTest {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final ManualTime time = new ManualTime();
  private final ReplayWindow window = new ReplayWindow(time, 3, 5);

  @ParameterizedTest
  @MethodSource("seeds")
  void itKnowsExactlyWhatWasAccepted(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    var large = new ReplayWindow(time, 1_000, 1_000);
    var model = new HashSet<Long>();
    for (int step = 0; step < 2_000; step++) {
      long next = random.nextLong(200);
      assertThat(accepts(large, next)).as(seed + " step " + step).isEqualTo(model.add(next));
    }
    assertThat(model).hasSize(200);
    assertThat(large.load()).as("one range is left").isEqualTo(0.001);
  }

  static java.util.stream.LongStream seeds() {
    return Seed.range(1, 20);
  }

  private boolean accepts(ReplayWindow some, long number) {
    try {
      some.add(header("planner", 1, number), time.now().plus(LIFE));
      return true;
    } catch (SecurityRejectedException e) {
      assertThat(e.reason()).isEqualTo(Rejection.REPLAYED);
      return false;
    }
  }

  @Test
  void sessionsAndSendersCountEachForItself() {
    window.add(header("planner", 1, 0), time.now().plus(LIFE));

    window.check(header("planner", 2, 0));
    window.check(header("worker", 1, 0));
    assertRejected(Rejection.REPLAYED, () -> window.check(header("planner", 1, 0)));
  }

  @Test
  void oneSenderFillsOnlyItsPart() {
    for (int i = 0; i < 3; i++) {
      window.add(header("planner", 1, 2L * i), time.now().plus(LIFE));
    }

    assertRejected(Rejection.REPLAY_MEMORY_FULL, () -> window.requireRoom(header("planner", 2, 9)));
    window.add(header("worker", 1, 0), time.now().plus(LIFE));
  }

  @Test
  void whatIsFullRefusesAndForgetsNothingBeforeItsTime() {
    fill(time.now().plus(LIFE));

    assertRejected(Rejection.REPLAY_MEMORY_FULL, () -> window.requireRoom(header("third", 1, 0)));
    assertRejected(Rejection.REPLAYED, () -> window.check(header("planner", 1, 0)));
    assertThat(window.load()).isEqualTo(1.0);

    time.advance(LIFE);
    window.add(header("third", 1, 0), time.now().plus(LIFE));
    assertThat(window.load()).isEqualTo(0.2);
  }

  @Test
  void whatWasLetInIsRememberedAlsoWhereRoomHasRunOutMeanwhile() {
    fill(time.now().plus(LIFE));
    var late = header("third", 1, 0);

    window.add(late, time.now().plus(LIFE.multipliedBy(3)));

    time.advance(LIFE.multipliedBy(2));
    assertRejected(Rejection.REPLAYED, () -> window.check(late));
  }

  private void fill(Instant until) {
    for (long number : new long[] {0, 2, 4}) {
      window.add(header("planner", 1, number), until);
    }
    window.add(header("worker", 1, 0), until);
    window.add(header("worker", 1, 2), until);
  }

  private EnvelopeHeader header(String sender, long session, long number) {
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        new UUID(0, 0),
        new Origin(AgentId.of(sender), KeyId.NONE, new UUID(0, session)),
        new Target(Target.Type.AGENT, "worker", KeyId.NONE, 0),
        new Place(Topic.of("tasks"), new UUID(1, number), 0, number, 1, Optional.empty()),
        time.now(),
        time.now().plus(LIFE),
        0);
  }
}
