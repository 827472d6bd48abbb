package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.event.ReplayProgress.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The past, told again: to one handler, in order, in its rhythm or as fast as it can. */
class ReplayTest extends EventsScene {
  private static final ReplayRequest ALL = ReplayRequest.of(EventQuery.all());

  private final Heard heard = listener();

  @Test
  void everythingIsToldAgainInOrderAndMarked() throws InterruptedException {
    tell(1_200);

    var replay = replay(ALL);
    ended(replay);

    assertThat(heard.numbers()).isEqualTo(numbers(0, 1_200));
    assertThat(heard.deliveries()).allMatch(EventDelivery::isReplayed);
    assertThat(replay.progress())
        .isEqualTo(new ReplayProgress(State.DONE, 1_200, 1_200, 1_200, Optional.empty()));
  }

  @Test
  void nobodyElseHearsIt() throws InterruptedException {
    tell(3);
    var others = listener();
    events.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), others);
    var stream = events.createStream("s", EventFilter.all());

    ended(replay(ALL));

    assertThat(heard.events()).hasSize(3);
    assertThat(others.events()).isEmpty();
    assertThat(stream.last()).isZero();
  }

  @Test
  void someAreToldAgain() throws InterruptedException {
    for (int n = 0; n < 10; n++) {
      events.dispatch(n % 2 == 0 ? news(n).tagged("even") : news(n));
      time.advance(Duration.ofSeconds(1));
    }
    var since = time.now().minusSeconds(4);

    ended(replay(ReplayRequest.of(EventFilter.hasTag("even")).after(3)));
    assertThat(heard.numbers()).containsExactly("4", "6", "8");

    ended(replay(ALL.since(since)));
    assertThat(heard.numbers()).endsWith("6", "7", "8", "9").hasSize(7);

    ended(replay(ReplayRequest.of(EventQuery.all().sequences(2, 3))));
    assertThat(heard.numbers()).endsWith("1", "2").hasSize(9);
  }

  @Test
  void whatComesMeanwhileIsNotPartOfIt() throws InterruptedException {
    tell(2);
    var replay = replay(ALL, heard.closed());
    heard.awaitArrival();
    tell(3);
    heard.open();
    ended(replay);

    assertThat(heard.events()).hasSize(2);
    assertThat(replay.progress().end()).isEqualTo(2);
  }

  @Test
  void itGoesInTheRhythmInWhichItWasRecorded() throws InterruptedException {
    events.dispatch(news(0));
    time.advance(Duration.ofSeconds(10));
    events.dispatch(news(1));
    events.dispatch(news(2));
    time.advance(Duration.ofSeconds(5));
    events.dispatch(news(3));

    var replay = replay(ALL.speed(2));
    await(() -> heard.events().size() == 1 && waits());
    time.advance(Duration.ofMillis(4_999));
    assertThat(heard.events()).hasSize(1);
    time.advance(Duration.ofMillis(1));
    await(() -> heard.events().size() == 3 && waits());
    time.advance(Duration.ofMillis(2_500));
    ended(replay);

    assertThat(heard.numbers()).isEqualTo(numbers(0, 4));
  }

  @Test
  void aSlowReplayTakesLonger() throws InterruptedException {
    events.dispatch(news(0));
    time.advance(Duration.ofSeconds(1));
    events.dispatch(news(1));

    var replay = replay(ALL.speed(0.01));
    await(() -> heard.events().size() == 1 && waits());
    time.advance(Duration.ofSeconds(99));
    assertThat(heard.events()).hasSize(1);
    time.advance(Duration.ofSeconds(1));
    ended(replay);

    assertThat(heard.events()).hasSize(2);
  }

  /** Whether something besides the caretaker waits for its time. */
  private boolean waits() {
    return time.alarms() > 1;
  }

  @Test
  void itCanBePausedAndThePauseDoesNotCount() throws InterruptedException {
    events.dispatch(news(0));
    time.advance(Duration.ofSeconds(10));
    events.dispatch(news(1));
    time.advance(Duration.ofSeconds(10));
    events.dispatch(news(2));
    var replay = replay(ALL.speed(1));
    await(() -> heard.events().size() == 1 && waits());

    replay.pause();
    assertThat(replay.progress().state()).isEqualTo(State.PAUSED);
    time.advance(Duration.ofSeconds(100));
    assertThat(heard.events()).hasSize(1);
    replay.resume();
    await(() -> heard.events().size() == 2 && waits());
    time.advance(Duration.ofSeconds(10));
    ended(replay);

    assertThat(heard.numbers()).isEqualTo(numbers(0, 3));
  }

  @Test
  void anotherOneGoesOnWhereItEnded() throws InterruptedException {
    tell(10);
    var replay =
        replay(
            ALL,
            delivery -> {
              heard.handle(delivery);
              if (delivery.sequence() == 4) {
                throw new IllegalStateException("enough");
              }
            });
    ended(replay);
    var progress = replay.progress();
    assertThat(progress.state()).isEqualTo(State.FAILED);
    assertThat(progress.error()).get().asString().contains("enough");
    assertThat(progress.position()).as("what failed was not told").isEqualTo(3);

    var rest = listener();
    ended(replay(ALL.after(progress.position()), rest));

    assertThat(rest.numbers()).isEqualTo(numbers(3, 10));
  }

  @Test
  void itCanBeClosed() throws InterruptedException {
    tell(10);
    var replay = replay(ALL, heard.closed());
    heard.awaitArrival();
    replay.close();
    replay.close();
    replay.pause();
    replay.resume();
    heard.open();
    ended(replay);

    assertThat(replay.progress().state()).isEqualTo(State.CLOSED);
    await(() -> heard.events().size() == 1);
    assertThat(replay.progress().delivered()).isLessThanOrEqualTo(1);
  }

  @Test
  void oneThatWaitsCanBeClosed() throws InterruptedException {
    tell(1);
    time.advance(Duration.ofDays(1));
    tell(1);
    var replay = replay(ALL.speed(1));
    await(() -> heard.events().size() == 1 && waits());

    replay.close();
    ended(replay);

    assertThat(heard.events()).hasSize(1);
  }

  @Test
  void closingTheDispatcherEndsIt() throws InterruptedException {
    tell(10);
    var replay = replay(ALL, heard.closed());
    heard.awaitArrival();

    events.close();

    ended(replay);
    assertThat(replay.progress().state()).isEqualTo(State.CLOSED);
  }

  @Test
  void anEmptyPastIsToldAtOnce() throws InterruptedException {
    var replay = replay(ALL);
    ended(replay);

    assertThat(replay.progress().state()).isEqualTo(State.DONE);
    assertThat(heard.events()).isEmpty();
  }

  @Test
  void whatFollowsFromAReplayedEventSaysSo() throws InterruptedException {
    var told = events.dispatch(news(0));

    ended(
        replay(
            ALL, delivery -> events.dispatch(Event.from(AUDITOR).on("x").type(EventType.CUSTOM))));

    assertThat(store.read(EventQuery.all().type(EventType.CUSTOM), 0, 9).events())
        .singleElement()
        .satisfies(event -> assertThat(event.event().causation()).contains(told.id()));
  }

  @Test
  void waitingForItsEndHasAnEndToo() throws InterruptedException {
    tell(1);
    var replay = replay(ALL, heard.closed());

    assertThat(replay.awaitEnd(Duration.ZERO)).isFalse();
  }

  @Test
  void badRequestsAreRefused() {
    for (double factor : new double[] {0, -1, 0.0009, 1_000_001, Double.NaN}) {
      assertThatThrownBy(() -> ALL.speed(factor))
          .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
    }
    assertThatThrownBy(() -> ALL.after(-1))
        .hasMessageStartingWith(ErrorCode.INVALID_SETTING.name());
    assertThatThrownBy(() -> ReplayRequest.of(EventQuery.all().sequences(5, 4)))
        .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
    assertThat(List.of(ALL.speed(0.001), ALL.speed(1_000_000))).hasSize(2);
  }

  private Replay replay(ReplayRequest request) {
    return replay(request, heard);
  }

  private Replay replay(ReplayRequest request, EventHandler handler) {
    return closing(events.replay(request, handler));
  }

  private static void ended(Replay replay) throws InterruptedException {
    await(replay::hasEnded);
  }
}
