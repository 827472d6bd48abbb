package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.monitor.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Durable subscriptions: they miss nothing, and go on where they had acknowledged. */
class DurableSubscriptionTest extends EventsScene {
  private static final CursorName NAME = CursorName.of("audit");
  private static final DurableOptions FROM_START =
      DurableOptions.defaults().start(HistoryStart.earliest()).retry(RETRY);

  private final Heard heard = listener();

  @Test
  void aNewOneBeginsWhereItIsTold() {
    tell(5);

    events.subscribeDurably(CursorName.of("a"), EventFilter.all(), FROM_START, heard);
    awaitIdle();
    assertThat(heard.numbers()).isEqualTo(numbers(0, 5));

    var latest = listener();
    events.subscribeDurably(CursorName.of("b"), EventFilter.all(), latest);
    var behind = listener();
    events.subscribeDurably(
        CursorName.of("c"), EventFilter.all(), FROM_START.start(HistoryStart.after(3)), behind);
    events.dispatch(news(5));
    awaitIdle();

    assertThat(latest.numbers()).containsExactly("5");
    assertThat(behind.numbers()).containsExactly("3", "4", "5");
  }

  @Test
  void itGetsWhatItsFilterWantsInOrder() {
    events.subscribeDurably(
        NAME, EventFilter.minSeverity(EventSeverity.ERROR), FROM_START.batch(3), heard);
    for (int n = 0; n < 50; n++) {
      events.dispatch(news(n).severity(n % 2 == 0 ? EventSeverity.ERROR : EventSeverity.INFO));
    }
    awaitIdle();

    assertThat(heard.numbers()).hasSize(25).startsWith("0", "2", "4").endsWith("46", "48");
    assertThat(heard.deliveries()).extracting(EventDelivery::sequence).isSorted();
  }

  @Test
  void itGoesOnWhereItWasClosed() {
    var first = events.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);
    tell(3);
    awaitIdle();
    first.close();
    events.dispatch(news(3));

    var later = listener();
    events.subscribeDurably(NAME, EventFilter.all(), FROM_START, later);
    events.dispatch(news(4));
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 3));
    assertThat(later.numbers()).containsExactly("3", "4");
  }

  @Test
  void afterACrashWhatWasNotAcknowledgedComesAgain() throws InterruptedException {
    var crashing = dispatcher(store, OPEN);
    tell(10);
    var dying = listener();
    crashing.subscribeDurably(
        NAME,
        EventFilter.all(),
        FROM_START.batch(4),
        delivery -> {
          if (delivery.sequence() == 7) {
            dying.closed();
          }
          dying.handle(delivery);
        });
    await(() -> dying.calls() == 7);

    var next = dispatcher(store, OPEN);
    next.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);
    await(() -> heard.events().size() == 6);

    assertThat(dying.numbers()).isEqualTo(numbers(0, 6));
    assertThat(heard.numbers()).as("a batch of four was acknowledged").isEqualTo(numbers(4, 10));
  }

  @Test
  void aSlowBatchIsAcknowledgedOnTheWay() {
    tell(4);
    events.subscribeDurably(
        NAME,
        EventFilter.all(),
        FROM_START,
        delivery -> {
          time.advance(Duration.ofMillis(600));
          heard.closedAfter(3).handle(delivery);
        });
    await(() -> heard.calls() == 4);

    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(2L);
  }

  @Test
  void itMovesOnPastEventsThatItDoesNotWant() {
    var cleaning =
        dispatcher(
            store,
            OPEN.retention(RetentionPolicy.defaults().maxEvents(1))
                .cleanupInterval(Duration.ofSeconds(10)));
    cleaning.subscribeDurably(NAME, EventFilter.hasTag("rare"), FROM_START, heard);
    tell(100);
    time.advance(Duration.ofSeconds(10));
    await(() -> store.cursor(NAME).orElseThrow().sequence() == 100);

    time.advance(Duration.ofSeconds(10));

    assertThat(store.first()).isEqualTo(100);
    assertThat(store.cursor(NAME)).map(EventCursor::missed).contains(0L);
  }

  @Test
  void manyEventsThatItDoesNotWantMakeItLookByItself() {
    events.subscribeDurably(NAME, EventFilter.hasTag("rare"), FROM_START, heard);
    tell(5_000);

    await(() -> store.cursor(NAME).orElseThrow().sequence() >= 4_095);
  }

  @Test
  void anEventThatFailsIsTriedAgainThenBuriedAndTheNextComes() {
    var subscription = events.subscribeDurably(NAME, EventFilter.ofType(NEWS), FROM_START, heard);
    heard.failing(3);
    tell(2);
    passRetries();

    assertThat(heard.numbers()).containsExactly("1");
    assertThat(subscription.deadLetters()).hasSize(1);
    assertThat(store.cursor(NAME).orElseThrow().sequence()).isGreaterThanOrEqualTo(2);
    assertThat(subscription.redrive()).isEqualTo(1);
    awaitIdle();
    assertThat(heard.numbers()).containsExactly("1", "0");
  }

  @Test
  void whileItIsPausedNothingIsReadOrAcknowledged() {
    var subscription = events.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);
    subscription.pause();
    tell(3);
    assertThat(subscription.stats().lag()).isEqualTo(3);
    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(0L);

    subscription.resume();
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 3));
    assertThat(subscription.stats().lag()).isZero();
    assertThat(subscription.stats().delivered()).isEqualTo(3);
  }

  @Test
  void anotherFilterHoldsForWhatIsReadFromThenOn() {
    var subscription = events.subscribeDurably(NAME, EventFilter.hasTag("a"), FROM_START, heard);
    events.dispatch(news(0).tagged("a"));
    awaitIdle();
    subscription.filter(EventFilter.hasTag("b"));
    events.dispatch(news(1).tagged("a"));
    events.dispatch(news(2).tagged("b"));
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("0", "2");
    assertThat(subscription.stats().filtered()).isEqualTo(1);
  }

  @Test
  void whatItMissedIsCountedAndItGoesOnWithWhatIsKept() throws InterruptedException {
    var subscription =
        events.subscribeDurably(
            NAME, EventFilter.all(), FROM_START.maxLag(3).batch(1), heard.closed());
    tell(10);
    heard.awaitArrival();

    store.retain(RetentionPolicy.defaults().maxEvents(2));
    heard.open();
    awaitIdle();

    assertThat(heard.numbers()).startsWith("0").endsWith("8", "9").hasSizeLessThan(5);
    assertThat(subscription.stats().missed()).isBetween(7L, 8L);
  }

  @Test
  void aStoreThatDoesNotAnswerIsAskedAgain() {
    var failing = new FailingStore(store, ErrorCode.EVENTSTORE_UNAVAILABLE, 0);
    var over = dispatcher(failing, OPEN);
    var subscription = over.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);
    awaitOf(over);
    subscription.pause();
    over.dispatch(news(0));
    over.dispatch(news(1));
    failing.fail(2);
    subscription.resume();
    await(() -> over.health().health() instanceof Health.Degraded);
    assertThat(over.health().health().reasons()).anyMatch(why -> why.contains("audit"));

    await(() -> {
      time.advance(Duration.ofMillis(100));
      return heard.events().size() == 2;
    });

    await(() -> over.health().health() instanceof Health.Healthy);
  }

  private static void awaitOf(EventDispatcher dispatcher) {
    await(() -> {
      try {
        return dispatcher.awaitIdle(Duration.ZERO);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  void oneThatLagsShowsInTheHealth() {
    var subscription =
        events.subscribeDurably(NAME, EventFilter.all(), FROM_START.maxLag(10).batch(1), heard);
    subscription.pause();
    tell(5);
    assertThat(events.health().health()).isInstanceOf(Health.Healthy.class);

    tell(1);

    assertThat(events.health().health().reasons()).anyMatch(why -> why.contains("audit lags"));
  }

  @Test
  void ofOneNameThereIsOneAtATime() {
    var first = events.subscribeDurably(NAME, EventFilter.all(), heard);

    assertThatThrownBy(() -> events.subscribeDurably(NAME, EventFilter.all(), heard))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.CONSUMER_IN_USE.name());

    first.close();
    events.subscribeDurably(NAME, EventFilter.all(), heard);
  }

  @Test
  void itCanBeForgotten() {
    events.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);
    tell(2);
    awaitIdle();

    assertThat(events.forget(NAME)).isTrue();
    assertThat(events.forget(NAME)).isFalse();

    assertThat(store.cursors()).isEmpty();
    assertThat(events.metrics().subscriptions()).isZero();
    var again = listener();
    events.subscribeDurably(NAME, EventFilter.all(), FROM_START, again);
    awaitIdle();
    assertThat(again.numbers()).isEqualTo(numbers(0, 2));
  }

  @Test
  void oneWhoseCursorIsDeletedElsewhereEnds() {
    var subscription = events.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);
    store.deleteCursor(NAME);
    tell(1);
    await(() -> events.metrics().subscriptions() == 0);

    assertThat(subscription.isActive()).isFalse();
  }

  @Test
  void aHandlerThatIsInterruptedAtTheEndHasNotHandledItsEvent() {
    var over = dispatcher(store, OPEN);
    over.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard.closed());
    over.dispatch(news(0));
    await(() -> heard.calls() == 1);

    over.close();
    var later = listener();
    events.subscribeDurably(NAME, EventFilter.all(), FROM_START, later);
    await(() -> later.numbers().equals(numbers(0, 1)));
  }

  @Test
  void whatWasNotRecordedDoesNotComeToIt() {
    var some = dispatcher(store, OPEN.recorded(EventFilter.hasTag("keep")));
    some.subscribeDurably(NAME, EventFilter.all(), FROM_START, heard);

    some.dispatch(news(0));
    some.dispatch(news(1).tagged("keep"));
    awaitOf(some);

    assertThat(heard.numbers()).containsExactly("1");
  }
}
