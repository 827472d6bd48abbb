package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** At the end nothing is given up that somebody may still handle. */
class ClosingTest extends EventsScene {
  private static final CursorName NAME = CursorName.of("billing");
  private static final EventType FOLLOW_UP = EventType.of("follow-up");
  private static final EventFilter WANTED = EventFilter.ofType(NEWS);

  private final Heard heard = listener();

  @Test
  void theBacklogOfADurableSubscriptionWaitsForTheNextOpening() throws Exception {
    var first = dispatcher(store, EventOptions.defaults());
    var arrived = new CountDownLatch(1);
    var mayGo = new CountDownLatch(1);
    first.subscribeDurably(
        NAME,
        WANTED,
        DurableOptions.defaults().retry(ONCE),
        delivery -> {
          heard.handle(delivery);
          arrived.countDown();
          mayGo.await();
          first.dispatch(Event.from(WORKER).on("news").type(FOLLOW_UP));
        });
    for (int n = 0; n < 10; n++) {
      first.dispatch(news(n));
    }
    arrived.await();
    var closing = Thread.ofVirtual().start(first::close);
    await(() -> isRefused(first));
    mayGo.countDown();
    closing.join();

    assertThat(heard.numbers()).containsExactly("0");
    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(1L);
    assertThat(store.read(EventQuery.of(EventFilter.ofType(FOLLOW_UP)), 0, 10).events()).hasSize(1);

    events.subscribeDurably(NAME, WANTED, heard);
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 10));
  }

  private static boolean isRefused(EventDispatcher dispatcher) {
    try {
      dispatcher.dispatch(Event.from(WORKER).on("knock").type("knock"));
      return false;
    } catch (EventsClosedException e) {
      return true;
    }
  }

  @Test
  void anEventThatFailsWhileItsSubscriptionIsClosedIsNotAcknowledged() throws Exception {
    var mayFail = new CountDownLatch(1);
    var arrived = new CountDownLatch(1);
    var subscription =
        events.subscribeDurably(
            NAME,
            WANTED,
            delivery -> {
              arrived.countDown();
              mayFail.await();
              throw new IllegalStateException("too late");
            });
    tell(1);
    arrived.await();
    subscription.close();
    mayFail.countDown();

    events.subscribeDurably(NAME, WANTED, heard);
    await(() -> heard.calls() == 1);

    assertThat(subscription.deadLetters()).isEmpty();
  }

  @Test
  void anInlineHandlerIsWaitedFor() throws Exception {
    var inline = heard.closed();
    events.subscribe(AUDITOR, WANTED, OPTIONS.inline(), inline);
    var telling = Thread.ofVirtual().start(() -> tell(1));
    inline.awaitArrival();

    assertThat(events.awaitIdle(Duration.ZERO)).isFalse();

    inline.open();
    telling.join();
    assertThat(events.awaitIdle(PATIENCE)).isTrue();
  }

  @Test
  void oneThatIsPausedHasNotHandledWhatWaits() throws InterruptedException {
    var subscription = events.subscribeDurably(NAME, WANTED, heard);
    subscription.pause();
    events.dispatch(Event.from(WORKER).on("news").type(FOLLOW_UP));
    awaitIdle();
    tell(1);

    assertThat(events.awaitIdle(Duration.ZERO)).isFalse();

    subscription.resume();
    awaitIdle();
    assertThat(heard.numbers()).containsExactly("0");
  }

  @Test
  void aNameIsTakenUntilItsLastHandlerHasReturned() throws Exception {
    var busy = listener().closed();
    var subscription = events.subscribeDurably(NAME, WANTED, busy);
    tell(3);
    busy.awaitArrival();
    subscription.close();

    var opening =
        Thread.ofVirtual()
            .unstarted(() -> {
              assertThatThrownBy(() -> events.subscribeDurably(NAME, WANTED, heard))
                  .isInstanceOfSatisfying(
                      MaosException.class,
                      refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONSUMER_IN_USE));
              busy.open();
            });
    int alarms = time.alarms();
    opening.start();
    await(() -> time.alarms() > alarms);
    time.advance(Duration.ofSeconds(1));
    opening.join();
    await(() -> busy.events().size() == 1);

    events.subscribeDurably(NAME, WANTED, heard);
    awaitIdle();
    assertThat(heard.numbers()).isEqualTo(numbers(1, 3));
  }

  @Test
  void whoIsForgottenMovesNobodysPlace() throws Exception {
    var busy = listener().closed();
    events.subscribeDurably(NAME, WANTED, busy);
    tell(3);
    busy.awaitArrival();

    assertThat(events.forget(NAME)).isTrue();
    busy.open();
    await(() -> busy.events().size() == 1);
    var earliest = DurableOptions.defaults().start(HistoryStart.earliest());
    events.subscribeDurably(NAME, WANTED, earliest, heard);
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 3));
    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(3L);
  }

  @Test
  void theDeadLettersOfAClosedOneStayWhereTheyAre() {
    var options = OPTIONS.retry(ONCE);
    var live = events.subscribe(AUDITOR, WANTED, options, heard.failing(2));
    var durable =
        events.subscribeDurably(
            NAME, WANTED, DurableOptions.defaults().retry(ONCE), listener().failing(9));
    tell(2);
    awaitIdle();

    for (var subscription : List.of(live, durable)) {
      subscription.close();
      assertThat(subscription.redrive()).isZero();
      assertThat(subscription.deadLetters()).hasSize(2);
    }
    assertThat(Optional.of(heard.calls())).contains(2);
  }
}
