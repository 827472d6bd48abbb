package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Subscriptions: who gets what, when, on which thread, and what becomes of what nobody can. */
class EventSubscriptionTest extends EventsScene {
  private final Heard heard = listener();

  @Test
  void anEventComesToThoseWhoWantItAndToNobodyElse() {
    var other = listener();
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), heard);
    events.subscribe(AUDITOR, EventFilter.ofType(EventType.TASK_FAILED), other);

    var told = events.dispatch(news(1));
    awaitIdle();

    assertThat(heard.events()).containsExactly(told);
    assertThat(other.events()).isEmpty();
  }

  @Test
  void whatWasDispatchedBeforeDoesNotCome() {
    tell(1);
    events.subscribe(AUDITOR, EventFilter.all(), heard);
    awaitIdle();

    assertThat(heard.events()).isEmpty();
  }

  @Test
  void whatIsDeliveredSaysItsPlaceInTheHistory() {
    events.subscribe(AUDITOR, EventFilter.all(), heard);
    tell(2);
    awaitIdle();

    assertThat(heard.deliveries()).extracting(EventDelivery::sequence).containsExactly(1L, 2L);
    assertThat(heard.deliveries()).noneMatch(EventDelivery::isReplayed);
  }

  @Test
  void eventsComeInTheOrderInWhichTheyWereDispatched() {
    events.subscribe(AUDITOR, EventFilter.all(), heard);
    tell(1_000);
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 1_000));
  }

  @Test
  void handlersRunOnVirtualThreadsUnlessTheyAreInline() {
    var inline = listener();
    events.subscribe(AUDITOR, EventFilter.all(), heard);
    events.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), inline);

    tell(1);
    awaitIdle();

    assertThat(heard.threads()).containsExactly("virtual");
    assertThat(inline.threads()).containsExactly(Thread.currentThread().getName());
  }

  @Test
  void aSlowHandlerDelaysNobodyElse() throws InterruptedException {
    var slow = listener().closed();
    events.subscribe(AUDITOR, EventFilter.all(), slow);
    events.subscribe(AUDITOR, EventFilter.all(), heard);

    tell(100);
    slow.awaitArrival();
    await(() -> heard.events().size() == 100);

    assertThat(slow.events()).isEmpty();
    slow.open();
    awaitIdle();
    assertThat(slow.numbers()).isEqualTo(numbers(0, 100));
  }

  @Test
  void aHandlerThatThrowsCostsNobodyElseAnything() {
    for (var mode : DeliveryMode.values()) {
      var quiet = listener();
      events.subscribe(
          AUDITOR,
          EventFilter.ofType(NEWS),
          OPTIONS.mode(mode).retry(ONCE),
          delivery -> {
            throw new AssertionError("broken");
          });
      events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.mode(mode), quiet);

      tell(3);
      awaitIdle();

      assertThat(quiet.numbers()).as(mode.name()).containsExactly("0", "1", "2");
    }
  }

  @Test
  void aHandlerMayDispatchAndSubscribe() {
    events.subscribe(
        AUDITOR,
        EventFilter.ofType(NEWS),
        delivery -> {
          events.subscribe(AUDITOR, EventFilter.ofType(EventType.CUSTOM), heard);
          events.dispatch(Event.from(AUDITOR).on("more").type(EventType.CUSTOM));
        });

    tell(1);
    awaitIdle();

    assertThat(heard.events()).hasSize(1);
  }

  // Failures.

  @Test
  void anEventThatFailsIsTriedAgainBeforeTheNext() {
    events.subscribe(AUDITOR, EventFilter.all(), OPTIONS, heard.failing(2));
    tell(2);

    passRetries();

    assertThat(heard.calls()).isEqualTo(4);
    assertThat(heard.numbers()).containsExactly("0", "1");
  }

  @Test
  void anEventThatFailsTooOftenIsBuriedAndTheSubscriptionLivesOn() {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    heard.failing(3);
    tell(2);

    passRetries();

    assertThat(heard.numbers()).containsExactly("1");
    var letter = subscription.deadLetters().getFirst();
    assertThat(letter.delivery().event().metadata()).containsEntry("n", "0");
    assertThat(letter.attempts()).isEqualTo(3);
    assertThat(letter.error()).contains("not now");
    assertThat(letter.buriedAt()).isEqualTo(time.now());
    var stats = subscription.stats();
    assertThat(stats.delivered()).isEqualTo(1);
    assertThat(stats.failed()).isEqualTo(3);
    assertThat(stats.deadLettered()).isEqualTo(1);
    assertThat(stats.lastError()).get().asString().contains("not now");
  }

  @Test
  void anErrorOfTheMachineIsNotTriedAgain() {
    var subscription =
        events.subscribe(
            AUDITOR,
            EventFilter.ofType(NEWS),
            OPTIONS,
            delivery -> {
              throw new StackOverflowError();
            });
    tell(1);
    awaitIdle();

    assertThat(subscription.deadLetters()).hasSize(1);
    assertThat(subscription.stats().failed()).isEqualTo(1);
  }

  @Test
  void anInlineHandlerIsTriedAgainOnAnotherThread() {
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.inline(), heard.failing(1));

    tell(2);
    assertThat(heard.numbers()).as("the next one does not wait").containsExactly("1");
    passRetries();

    assertThat(heard.numbers()).containsExactly("1", "0");
    assertThat(heard.threads().get(1)).isEqualTo("virtual");
  }

  @Test
  void deadLettersAreBounded() {
    var subscription =
        events.subscribe(
            AUDITOR, EventFilter.ofType(NEWS), OPTIONS.retry(ONCE).maxDeadLetters(2), heard);
    heard.failing(5);
    tell(5);
    awaitIdle();

    assertThat(subscription.deadLetters())
        .extracting(letter -> letter.delivery().event().metadata().get("n"))
        .containsExactly("3", "4");
    assertThat(subscription.stats().deadLettered()).isEqualTo(5);
    assertThat(events.health().health().reasons())
        .anyMatch(reason -> reason.contains("dead letters of auditor are full"));
  }

  @Test
  void deadLettersCanBeRedriven() {
    for (var mode : DeliveryMode.values()) {
      var other = listener();
      var subscription =
          events.subscribe(
              AUDITOR, EventFilter.ofType(NEWS), OPTIONS.mode(mode).retry(ONCE), other);
      other.failing(2);
      tell(3);
      awaitIdle();
      assertThat(other.numbers()).containsExactly("2");

      assertThat(subscription.redrive()).isEqualTo(2);
      awaitIdle();

      assertThat(other.numbers()).as(mode.name()).containsExactly("2", "0", "1");
      assertThat(subscription.deadLetters()).isEmpty();
      assertThat(subscription.stats().filtered()).as("two burials are told").isEqualTo(2);
    }
  }

  @Test
  void deadLettersForWhichThereIsNoRoomStay() {
    var subscription =
        events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.retry(ONCE).mailbox(1), heard);
    for (int i = 0; i < 3; i++) {
      heard.failing(1);
      tell(1);
      awaitIdle();
    }
    subscription.pause();

    assertThat(subscription.redrive()).isEqualTo(1);

    assertThat(subscription.deadLetters()).hasSize(2);
  }

  @Test
  void deadLettersCanBePurged() {
    var subscription =
        events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.retry(ONCE), heard.failing(2));
    tell(2);
    awaitIdle();

    assertThat(subscription.purge()).isEqualTo(2);
    assertThat(subscription.deadLetters()).isEmpty();
    assertThat(subscription.redrive()).isZero();
  }

  @Test
  void aBurialIsAnnounced() {
    var announced = listener();
    events.subscribe(AUDITOR, EventFilter.onTopic("_maos.events"), announced);
    events.subscribe(WORKER, EventFilter.ofType(NEWS), OPTIONS.retry(ONCE), heard.failing(1));
    var told = events.dispatch(news());
    awaitIdle();

    var news = announced.events().getFirst();
    assertThat(news.type()).isEqualTo(EventType.of("EVENT_DEAD_LETTERED"));
    assertThat(news.severity()).isEqualTo(EventSeverity.WARNING);
    assertThat(news.causation()).contains(told.id());
    assertThat(news.data().text()).contains("\"subscription\":\"worker\"", "not now");
  }

  @Test
  void whatHappensToAnnouncementsIsNotAnnounced() {
    var subscription =
        events.subscribe(
            AUDITOR,
            EventFilter.onTopic("_maos.>"),
            OPTIONS.retry(ONCE),
            delivery -> {
              throw new IOException("always");
            });
    events.subscribe(WORKER, EventFilter.ofType(NEWS), OPTIONS.retry(ONCE), heard.failing(1));
    tell(1);
    awaitIdle();

    assertThat(subscription.deadLetters()).hasSize(1);
    assertThat(store.count(EventQuery.all().topic("_maos.>"))).isEqualTo(1);
  }

  // Overflow.

  @Test
  void theOldestMakesRoom() throws InterruptedException {
    var subscription = blocked(MailboxOverflow.dropOldest());

    tellFrom(1, 6);

    assertThat(subscription.stats().dropped()).isEqualTo(2);
    heard.open();
    awaitIdle();
    assertThat(heard.numbers()).containsExactly("0", "3", "4", "5");
  }

  @Test
  void theNewestDoesNotGetIn() throws InterruptedException {
    var subscription = blocked(MailboxOverflow.dropNewest());

    tellFrom(1, 6);

    assertThat(subscription.stats().dropped()).isEqualTo(2);
    heard.open();
    awaitIdle();
    assertThat(heard.numbers()).containsExactly("0", "1", "2", "3");
  }

  @Test
  void whoeverDispatchesIsToldAfterTheOthersHaveGotIt() throws InterruptedException {
    var subscription = blocked(MailboxOverflow.fail());
    var other = listener();
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.inline(), other);
    tellFrom(1, 4);

    assertThatThrownBy(() -> events.dispatch(news(4)))
        .isInstanceOf(MailboxFullException.class)
        .hasMessageStartingWith(ErrorCode.QUEUE_FULL.name())
        .hasMessageContaining("reader");

    assertThat(other.numbers()).containsExactly("1", "2", "3", "4");
    assertThat(subscription.stats().dropped()).isEqualTo(1);
    assertThat(store.count(EventQuery.all().type(NEWS))).isEqualTo(5);
  }

  @Test
  void aBatchIsDeliveredWholeBeforeItIsToldThatSomebodyHadNoRoom() throws InterruptedException {
    blocked(MailboxOverflow.fail());
    var other = listener();
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.inline(), other);
    var batch = new ArrayList<Event>();
    for (int n = 1; n <= 6; n++) {
      batch.add(news(n).withIdentity(ids.next(), time.now()));
    }

    assertThatThrownBy(() -> events.dispatchAll(batch)).isInstanceOf(MailboxFullException.class);

    assertThat(other.numbers()).isEqualTo(numbers(1, 7));
  }

  @Test
  void theDispatchingThreadWaitsForRoomAfterTheOthersHaveGotTheEvent() throws Exception {
    blocked(MailboxOverflow.block(PATIENCE));
    var other = listener();
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.inline(), other);
    tellFrom(1, 4);

    var waiting = Thread.ofVirtual().start(() -> events.dispatch(news(4)));
    await(() -> other.numbers().contains("4"));
    assertThat(waiting.isAlive()).isTrue();
    heard.open();
    waiting.join();
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 5));
  }

  @Test
  void patienceHasAnEnd() throws Exception {
    var subscription = blocked(MailboxOverflow.block(Duration.ofSeconds(5)));
    tellFrom(1, 4);
    int alarms = time.alarms();

    var waiting = Thread.ofVirtual().start(() -> events.dispatch(news(4)));
    await(() -> time.alarms() > alarms);
    time.advance(Duration.ofSeconds(5));
    waiting.join();

    assertThat(subscription.stats().dropped()).isEqualTo(1);
  }

  @Test
  void aThreadThatIsInterruptedWaitsNoLongerAndStaysInterrupted() throws InterruptedException {
    var subscription = blocked(MailboxOverflow.block(PATIENCE));
    tellFrom(1, 4);

    Thread.currentThread().interrupt();
    events.dispatch(news(4));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(subscription.stats().dropped()).isEqualTo(1);
  }

  @Test
  void closingASubscriptionLetsThoseGoWhoWaitForIt() throws Exception {
    var subscription = blocked(MailboxOverflow.block(PATIENCE));
    tellFrom(1, 4);
    int alarms = time.alarms();
    var waiting = Thread.ofVirtual().start(() -> events.dispatch(news(4)));
    await(() -> time.alarms() > alarms);

    subscription.close();
    waiting.join();

    heard.open();
  }

  @Test
  void dropsAreAnnouncedOnceASecond() throws InterruptedException {
    var announced = listener();
    events.subscribe(AUDITOR, EventFilter.onTopic("_maos.events"), announced);
    blocked(MailboxOverflow.dropNewest());
    tellFrom(1, 8);
    time.advance(Duration.ofSeconds(1));
    tellFrom(8, 10);
    await(() -> announced.events().size() == 2);

    assertThat(announced.events())
        .allMatch(event -> event.type().equals(EventType.of("EVENTS_DROPPED")))
        .extracting(event -> event.data().text())
        .containsExactly(
            "{\"subscription\":\"reader\",\"dropped\":1}",
            "{\"subscription\":\"reader\",\"dropped\":5}");
    heard.open();
  }

  /** A subscription with a mailbox of three whose handler waits, holding event 0. */
  private EventSubscription blocked(MailboxOverflow overflow) throws InterruptedException {
    heard.closed();
    var options = OPTIONS.mailbox(3).overflow(overflow);
    var reader = AgentId.of("reader");
    var subscription = events.subscribe(reader, EventFilter.ofType(NEWS), options, heard);
    events.dispatch(news(0));
    heard.awaitArrival();
    // It takes a batch, so that the mailbox is empty when the handler has been called.
    return subscription;
  }

  private void tellFrom(int from, int to) {
    for (int n = from; n < to; n++) {
      events.dispatch(news(n));
    }
  }

  // Pausing, other filters, the end.

  @Test
  void whileItIsPausedEventsWait() throws InterruptedException {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    subscription.pause();
    tell(3);
    assertThat(subscription.isActive()).isFalse();
    assertThat(subscription.stats().lag()).isEqualTo(3);
    assertThat(events.awaitIdle(Duration.ZERO)).isFalse();
    assertThat(heard.events()).isEmpty();

    subscription.resume();
    awaitIdle();

    assertThat(subscription.isActive()).isTrue();
    assertThat(heard.numbers()).containsExactly("0", "1", "2");
  }

  @Test
  void aPauseTakesEffectWithinABatch() throws InterruptedException {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard.closed());
    subscription.pause();
    tell(10);
    subscription.resume();
    heard.awaitArrival();
    subscription.pause();
    heard.open();
    await(() -> heard.events().size() == 1);
    await(() -> subscription.stats().lag() == 9);

    subscription.resume();
    awaitIdle();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 10));
  }

  @Test
  void whileAnInlineOneIsPausedEventsAreDropped() {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.inline(), heard);
    tell(1);
    subscription.pause();
    tell(2);
    subscription.resume();
    tell(1);

    assertThat(heard.numbers()).containsExactly("0", "0");
    assertThat(subscription.stats().dropped()).isEqualTo(2);
  }

  @Test
  void aFilterIsReplacedBetweenTwoEvents() {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), heard);
    events.dispatch(news(0));
    subscription.filter(EventFilter.ofType(EventType.CUSTOM));
    events.dispatch(news(1));
    events.dispatch(news(2).type(EventType.CUSTOM));
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("0", "2");
    assertThat(subscription.filter()).isEqualTo(EventFilter.ofType(EventType.CUSTOM));
    assertThat(subscription.stats().filtered()).isEqualTo(1);
  }

  @Test
  void whatItsFilterDidNotWantIsCounted() {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), heard);
    tell(2);
    for (int i = 0; i < 3; i++) {
      events.dispatch(news().type(EventType.CUSTOM));
    }
    awaitIdle();

    assertThat(subscription.stats().filtered()).isEqualTo(3);
    assertThat(subscription.stats().delivered()).isEqualTo(2);
  }

  @Test
  void aFilterThatCannotBeFoundByTermsIsReported() {
    var indexed =
        EventFilter.minSeverity(EventSeverity.ERROR)
            .and(EventFilter.where("f", Comparison.EQUAL, "x"));
    var subscription = events.subscribe(AUDITOR, indexed, heard);
    assertThat(subscription.isIndexed()).isTrue();
    assertThat(events.metrics().unindexed()).isZero();

    subscription.filter(EventFilter.minSeverity(EventSeverity.ERROR));

    assertThat(subscription.isIndexed()).isFalse();
    assertThat(events.metrics().unindexed()).isEqualTo(1);
    assertThat(events.health().details()).containsEntry("unindexed", "1");
  }

  @Test
  void aClosedSubscriptionGetsNothingMore() {
    for (var mode : DeliveryMode.values()) {
      var subscription =
          events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.mode(mode), heard);
      subscription.close();
      subscription.close();
      subscription.resume();
      subscription.filter(EventFilter.all());
      tell(1);
      awaitIdle();

      assertThat(subscription.isActive()).isFalse();
      assertThat(heard.events()).isEmpty();
    }
    assertThat(events.metrics().subscriptions()).isZero();
  }

  @Test
  void aHandlerMayCloseItsOwnSubscription() {
    var own = new ArrayList<EventSubscription>();
    own.add(
        events.subscribe(
            AUDITOR,
            EventFilter.ofType(NEWS),
            delivery -> {
              heard.handle(delivery);
              own.getFirst().close();
            }));
    events.dispatch(news(0));
    awaitIdle();
    tell(3);
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("0");
    assertThat(events.metrics().deliveries()).isEqualTo(1);
  }

  // Time to live.

  @Test
  void anEventThatNobodyWantsToHearOfAnyMoreIsNotHandled() {
    var subscription = events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    subscription.pause();
    events.dispatch(news(0).ttl(Duration.ofSeconds(5)));
    events.dispatch(news(1).ttl(Duration.ofSeconds(6)));
    events.dispatch(news(2));
    time.advance(Duration.ofSeconds(5));

    subscription.resume();
    awaitIdle();

    assertThat(heard.numbers()).containsExactly("1", "2");
    assertThat(subscription.stats().expired()).isEqualTo(1);
    assertThat(events.metrics().expired()).isEqualTo(1);
  }

  @Test
  void anEventExpiresBetweenTwoAttempts() {
    var subscription =
        events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard.failing(1));
    events.dispatch(news(0).ttl(RETRY_DELAY));

    passRetries();

    assertThat(heard.calls()).isEqualTo(1);
    assertThat(subscription.stats().expired()).isEqualTo(1);
    assertThat(subscription.deadLetters()).isEmpty();
  }

  // Bad use.

  @Test
  void aSubscriptionNeedsAHandler() {
    assertThatThrownBy(() -> events.subscribe(AUDITOR, EventFilter.all(), nothing()))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.MISSING_HANDLER.name());
    assertThatThrownBy(() -> events.subscribe(AUDITOR, nothing(), heard))
        .hasMessageStartingWith(ErrorCode.MISSING_FIELD.name())
        .hasMessageContaining("filter");
    assertThatThrownBy(() -> events.subscribe(nothing(), EventFilter.all(), heard))
        .hasMessageStartingWith(ErrorCode.MISSING_FIELD.name())
        .hasMessageContaining("subscriber");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // The mistake that is tested.
  private static <T> T nothing() {
    return null;
  }

  @Test
  void reservedTopicsAreForTheLayerButCanBeHeard() {
    events.subscribe(AUDITOR, EventFilter.onTopic("_maos.>"), heard);

    assertThatThrownBy(() -> events.dispatch(news().on(Topic.reserved("x"))))
        .hasMessageStartingWith(ErrorCode.RESERVED_TOPIC.name());
    awaitIdle();

    assertThat(heard.events()).isEmpty();
    assertThat(store.last()).isZero();
  }
}
