package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.Cause;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Dispatching: what is recorded, what is refused, what follows from what, and the end. */
class EventDispatcherTest extends EventsScene {
  private static final UUID SOME_ID = UUID.fromString("019b7a00-0000-7000-8000-000000000001");

  private final Heard heard = listener();

  // Recording.

  @Test
  void anEventGetsItsIdAndItsTimeAndIsRecorded() {
    var draft = news().data(Map.of("a", 1));

    var first = events.dispatch(draft);
    var second = events.dispatch(draft);

    assertThat(first.time()).isEqualTo(time.now());
    assertThat(first.id().version()).isEqualTo(7);
    assertThat(second.id()).isGreaterThan(first.id());
    assertThat(store.read(EventQuery.all(), 0, 10).events())
        .extracting(RecordedEvent::event)
        .containsExactly(first, second);
  }

  @Test
  void whatHappenedEarlierKeepsItsTime() {
    var then = Instant.parse("2001-02-03T04:05:06Z");

    assertThat(events.dispatch(news().happenedAt(then)).time()).isEqualTo(then);
  }

  @Test
  void aBatchIsRecordedAndDeliveredInItsOrder() {
    events.subscribe(AUDITOR, EventFilter.all(), OPTIONS, heard);
    var batch = List.of(event(0), event(1), event(2));

    events.dispatchAll(batch);
    awaitIdle();

    assertThat(heard.events()).isEqualTo(batch);
    assertThat(heard.deliveries()).extracting(EventDelivery::sequence).containsExactly(1L, 2L, 3L);
    events.dispatchAll(List.of());
    assertThat(store.last()).isEqualTo(3);
  }

  @Test
  void whatNeedNotBeRecordedIsDeliveredAllTheSame() {
    var some = dispatcher(store, OPEN.recorded(EventFilter.minSeverity(EventSeverity.WARNING)));
    some.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), heard);

    some.dispatch(news(0));
    some.dispatch(news(1).severity(EventSeverity.ERROR));
    some.dispatchAll(List.of(event(2), event(3, EventSeverity.CRITICAL), event(4)));

    assertThat(heard.numbers()).isEqualTo(numbers(0, 5));
    assertThat(heard.deliveries())
        .extracting(EventDelivery::sequence)
        .containsExactly(0L, 1L, 0L, 2L, 0L);
    assertThat(some.metrics().eventsDispatched()).isEqualTo(5);
    assertThat(some.metrics().persisted()).isEqualTo(2);
  }

  @Test
  void whatCannotBeRecordedIsNotDelivered() {
    var failing = new FailingStore(store, ErrorCode.EVENTSTORE_FULL, Integer.MAX_VALUE);
    var over = dispatcher(failing, OPEN);
    over.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), heard);

    assertThatThrownBy(() -> over.dispatch(news()))
        .isInstanceOf(EventStoreException.class)
        .hasMessageStartingWith(ErrorCode.EVENTSTORE_FULL.name());

    assertThat(heard.events()).isEmpty();
    assertThat(failing.calls()).as("it is not asked again").isEqualTo(1);
    assertThat(over.metrics().refused()).isEqualTo(1);
    assertThat(over.metrics().eventsDispatched()).isZero();
  }

  @Test
  void aStoreThatDoesNotAnswerIsAskedAgain() throws Exception {
    for (var code :
        List.of(ErrorCode.EVENTSTORE_UNAVAILABLE, ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN)) {
      var failing = new FailingStore(store, code, 2);
      var over = dispatcher(failing, OPEN);
      over.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), heard);

      var dispatching = Thread.ofVirtual().start(() -> over.dispatch(news()));
      await(() -> {
        time.advance(Duration.ofMillis(50));
        return !dispatching.isAlive();
      });

      assertThat(failing.calls()).isEqualTo(3);
    }
    assertThat(heard.events()).hasSize(2);
    assertThat(store.last()).as("nothing is stored twice").isEqualTo(2);
  }

  @Test
  void aStoreThatDoesNotAnswerForLongIsGivenUp() throws Exception {
    var failing = new FailingStore(store, ErrorCode.EVENTSTORE_UNAVAILABLE, Integer.MAX_VALUE);
    var over = dispatcher(failing, OPEN.appendTimeout(Duration.ofSeconds(2)));
    var failure = new AtomicReference<Throwable>();

    var dispatching =
        Thread.ofVirtual()
            .start(() -> {
              try {
                over.dispatch(news());
              } catch (MaosException e) {
                failure.set(e);
              }
            });
    await(() -> {
      time.advance(Duration.ofMillis(50));
      return !dispatching.isAlive();
    });

    assertThat(failure.get())
        .isInstanceOf(EventStoreException.class)
        .hasMessageStartingWith(ErrorCode.EVENTSTORE_UNAVAILABLE.name());
  }

  // What follows from what.

  @Test
  void whatAHandlerTellsFollowsFromWhatItHandles() {
    for (var mode : DeliveryMode.values()) {
      var type = EventType.of("effect-" + mode);
      events.subscribe(AUDITOR, EventFilter.ofType(type), OPTIONS.inline(), heard);
      events.subscribe(
          AUDITOR,
          EventFilter.ofType(EventType.of(mode.name())),
          OPTIONS.mode(mode),
          delivery -> events.dispatch(Event.from(AUDITOR).on("effects").type(type)));

      var cause = events.dispatch(news().type(mode.name()));
      awaitIdle();

      var effect = heard.events().getLast();
      assertThat(effect.causation()).as(mode.name()).contains(cause.id());
      assertThat(effect.correlation()).contains(CorrelationId.of(cause.id().toString()));
    }
  }

  @Test
  void aConversationGoesOn() {
    var talk = CorrelationId.of("talk");
    events.subscribe(
        AUDITOR,
        EventFilter.ofType(NEWS),
        OPTIONS,
        delivery -> events.dispatch(Event.from(AUDITOR).on("effects").type(EventType.CUSTOM)));
    events.subscribe(AUDITOR, EventFilter.ofType(EventType.CUSTOM), OPTIONS, heard);

    events.dispatch(news().correlatedWith(talk));
    awaitIdle();

    assertThat(heard.events().getFirst().correlation()).contains(talk);
  }

  @Test
  void whatADraftSaysOfItselfIsKept() {
    var draft =
        Event.from(AUDITOR)
            .on("effects")
            .type(EventType.CUSTOM)
            .causedBy(SOME_ID)
            .correlatedWith(CorrelationId.of("own"));
    events.subscribe(
        AUDITOR, EventFilter.ofType(NEWS), OPTIONS, delivery -> events.dispatch(draft));
    events.subscribe(AUDITOR, EventFilter.ofType(EventType.CUSTOM), OPTIONS, heard);

    tell(2);
    awaitIdle();

    assertThat(heard.events())
        .allMatch(event -> event.causation().equals(Optional.of(SOME_ID)))
        .allMatch(event -> event.correlation().equals(Optional.of(CorrelationId.of("own"))));
  }

  @Test
  void aDraftThatIsUsedInHandlersStaysAsItIs() {
    var draft = Event.from(AUDITOR).on("effects").type(EventType.CUSTOM);
    events.subscribe(
        AUDITOR, EventFilter.ofType(NEWS), OPTIONS, delivery -> events.dispatch(draft));
    events.subscribe(AUDITOR, EventFilter.ofType(EventType.CUSTOM), OPTIONS, heard);

    var first = events.dispatch(news());
    awaitIdle();
    var second = events.dispatch(news());
    awaitIdle();

    assertThat(heard.events())
        .extracting(Event::causation)
        .containsExactly(Optional.of(first.id()), Optional.of(second.id()));
  }

  @Test
  void afterTheHandlerNothingFollowsFromItsEvent() {
    events.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), heard);

    tell(1);
    var next = events.dispatch(news());

    assertThat(next.causation()).isEmpty();
    assertThat(Cause.current()).isEmpty();
  }

  @Test
  void aCircleOfHandlersIsStopped() {
    for (var mode : DeliveryMode.values()) {
      var type = EventType.of("circle-" + mode);
      var circle =
          events.subscribe(
              AUDITOR,
              EventFilter.ofType(type),
              OPTIONS.mode(mode).retry(ONCE),
              delivery -> events.dispatch(Event.from(AUDITOR).on("circle").type(type)));

      events.dispatch(Event.from(AUDITOR).on("circle").type(type));
      awaitIdle();

      assertThat(store.count(EventQuery.all().type(type)))
          .as(mode.name())
          .isEqualTo(1 + OPEN.maxHops());
      assertThat(circle.stats().lastError()).get().asString().contains("HOP_LIMIT");
      circle.close();
    }
  }

  @Test
  void aCircleOfReadyMadeEventsIsStoppedToo() {
    events.subscribe(
        AUDITOR,
        EventFilter.ofType(NEWS),
        OPTIONS.retry(ONCE),
        delivery -> events.dispatch(news().withIdentity(ids.next(), time.now())));

    tell(1);
    awaitIdle();

    assertThat(store.count(EventQuery.all().type(NEWS))).isEqualTo(1 + OPEN.maxHops());
  }

  @Test
  void whyAndWhereToCanBeAsked() {
    var root = events.dispatch(news(0).causedBy(SOME_ID));
    var middle = events.dispatch(news(1).causedBy(root));
    var leaf = events.dispatch(news(2).causedBy(middle));
    var other = events.dispatch(news(3).causedBy(root));

    var causes = events.causes(leaf.id());
    var effects = events.effects(root.id());

    assertThat(causes.chain()).extracting(RecordedEvent::event).containsExactly(leaf, middle, root);
    assertThat(causes.origin()).contains(SOME_ID);
    assertThat(effects.events())
        .extracting(RecordedEvent::event)
        .containsExactly(middle, other, leaf);
    assertThat(effects.complete()).isTrue();
    assertThat(events.effects(SOME_ID).events()).hasSize(4);
    assertThat(events.causes(SOME_ID)).isEqualTo(new Causes(List.of(), Optional.of(SOME_ID)));
    assertThat(events.effects(leaf.id())).isEqualTo(new Effects(List.of(), true));
  }

  @Test
  void aLineageThatGoesRoundInACircleHasAnEnd() {
    var one = ids.next();
    var other = ids.next();
    events.dispatch(news().causedBy(other).withIdentity(one, time.now()));
    events.dispatch(news().causedBy(one).withIdentity(other, time.now()));

    assertThat(events.causes(one).chain()).hasSize(2);
    assertThat(events.effects(one).events()).hasSize(1);
  }

  // Reading.

  @Test
  void theHistoryCanBeRead() {
    tell(5);
    var third = store.read(EventQuery.all(), 2, 1).events().getFirst();

    assertThat(events.read(EventQuery.all(), 2, 2).events()).hasSize(2).contains(third);
    assertThat(events.readBackwards(EventQuery.all(), 4, 2).events())
        .extracting(RecordedEvent::sequence)
        .containsExactly(3L, 2L);
    assertThat(events.find(third.event().id())).contains(third);
    assertThat(events.count(EventQuery.all().source(WORKER))).isEqualTo(5);
  }

  // Retention.

  @Test
  void whatExceedsTheRetentionIsRemovedFromTimeToTime() {
    var keeping =
        dispatcher(
            store,
            OPEN.retention(RetentionPolicy.defaults().maxEvents(2))
                .cleanupInterval(Duration.ofSeconds(60)));
    tell(5);
    time.advance(Duration.ofSeconds(59));
    assertThat(store.first()).isEqualTo(1);

    time.advance(Duration.ofSeconds(1));
    assertThat(store.first()).isEqualTo(4);

    tell(5);
    time.advance(Duration.ofSeconds(60));
    assertThat(store.first()).isEqualTo(9);
    tell(1);
    assertThat(keeping.retain()).isEqualTo(new RetentionPass(1, List.of(), true));
  }

  @Test
  void whoIsCutOffIsAnnounced() {
    var keeping = dispatcher(store, OPEN.retention(RetentionPolicy.defaults().maxEvents(0)));
    keeping.subscribe(AUDITOR, EventFilter.onTopic("_maos.events"), OPTIONS.inline(), heard);
    tell(5);
    store.openCursor(CursorName.of("slow"), 1, 2);

    keeping.retain();
    await(() -> !heard.events().isEmpty());

    var told = heard.events().getFirst();
    assertThat(told.type()).isEqualTo(EventType.of("SUBSCRIPTION_CUT_OFF"));
    assertThat(told.data().text()).contains("\"subscription\":\"slow\"", "\"missed\":4");
  }

  // Announcements of others.

  @Test
  void othersCanAnnounce() {
    events.subscribe(AUDITOR, EventFilter.onTopic("_maos.>"), OPTIONS.inline(), heard);
    var about = Topic.reserved("consensus");

    events
        .announcer()
        .announce("CONSENSUS_REACHED", WORKER, about, Payload.of(List.of(1)), Optional.of(SOME_ID));
    await(() -> heard.events().size() == 1);

    var told = heard.events().getFirst();
    assertThat(told.type()).isEqualTo(EventType.CONSENSUS_REACHED);
    assertThat(told.source()).isEqualTo(WORKER);
    assertThat(told.topic()).isEqualTo(about);
    assertThat(told.causation()).contains(SOME_ID);
    assertThat(told.severity()).isEqualTo(EventSeverity.INFO);
  }

  @Test
  void announcementsThatFindNoRoomAreCounted() throws InterruptedException {
    events.subscribe(AUDITOR, EventFilter.onTopic("_maos.>"), OPTIONS.inline(), heard.closed());
    announce();
    heard.awaitArrival();

    for (int i = 0; i < 1_032; i++) {
      announce();
    }

    assertThat(events.metrics().announcementsLost()).isPositive();
    heard.open();
    awaitIdle();
    assertThat(heard.events().size() + events.metrics().announcementsLost()).isEqualTo(1_033);
  }

  @Test
  void whatCannotBeAnnouncedHarmsNobody() {
    events.announcer().announce(" ", WORKER, Topic.of("x"), Payload.empty(), Optional.empty());

    assertThat(events.metrics().announcementsLost()).isEqualTo(1);
  }

  private void announce() {
    events
        .announcer()
        .announce("X", WORKER, Topic.reserved("x"), Payload.empty(), Optional.empty());
  }

  // Bounds.

  @Test
  void dataThatIsTooLargeIsRefused() {
    var small = dispatcher(store, OPEN.maxDataBytes(3));

    small.dispatch(news().data(Payload.text("123")));
    assertThatThrownBy(() -> small.dispatch(news().data(Payload.text("1234"))))
        .hasMessageStartingWith(ErrorCode.PAYLOAD_TOO_LARGE.name());

    assertThat(store.last()).isEqualTo(1);
    assertThat(small.metrics().refused()).isEqualTo(1);
  }

  @Test
  void theFaultOfOneEventOfABatchIsRefusedWithItsIndexAndNothingIsRecorded() {
    var reserved = news().on(Topic.reserved("x")).withIdentity(ids.next(), time.now());

    assertThatThrownBy(() -> events.dispatchAll(List.of(event(0), reserved)))
        .hasMessageStartingWith(ErrorCode.RESERVED_TOPIC.name())
        .hasMessageContaining("event 1 of the batch");
    assertThatThrownBy(() -> events.dispatchAll(Collections.nCopies(10_001, event(0))))
        .hasMessageStartingWith(ErrorCode.BATCH_TOO_LARGE.name());

    assertThat(store.last()).isZero();
  }

  @Test
  void anEventNeedsATypeAndATopic() {
    assertThatThrownBy(() -> events.dispatch(Event.from(WORKER).on("x")))
        .hasMessageStartingWith(ErrorCode.MISSING_FIELD.name())
        .hasMessageContaining("type");
    assertThatThrownBy(() -> events.dispatch(Event.from(WORKER).type(NEWS)))
        .hasMessageStartingWith(ErrorCode.MISSING_FIELD.name())
        .hasMessageContaining("topic");
  }

  // Looking at it.

  @Test
  void itsNumbersAddUp() {
    var subscription =
        events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.retry(ONCE), heard);
    heard.failing(1);
    tell(3);
    awaitIdle();
    subscription.close();
    events.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    events.createStream("s", EventFilter.all());
    tell(1);
    awaitIdle();

    var metrics = events.metrics();

    assertThat(metrics.eventsDispatched()).as("one burial is told").isEqualTo(5);
    assertThat(metrics.persisted()).isEqualTo(5);
    assertThat(metrics.deliveries()).isEqualTo(3);
    assertThat(metrics.errors()).isEqualTo(1);
    assertThat(metrics.deadLettered()).isEqualTo(1);
    assertThat(metrics.subscriptions()).isEqualTo(1);
    assertThat(metrics.streams()).isEqualTo(1);
  }

  @Test
  void howLongDeliveryTakesIsMeasuredNowAndThen() {
    events.subscribe(AUDITOR, EventFilter.all(), OPTIONS.inline(), heard);
    tell(2_000);

    assertThat(events.metrics().latency().count()).isBetween(1L, 200L);
  }

  @Test
  void aDispatcherWhoseStoreIsClosedIsNotHealthy() {
    assertThat(events.health().health()).isInstanceOf(Health.Healthy.class);
    assertThat(events.health().component()).isEqualTo("events");
    assertThat(events.health().details()).containsEntry("durability", "MEMORY");

    store.close();

    assertThat(events.health().health()).isInstanceOf(Health.Unhealthy.class);
    assertThatThrownBy(() -> events.dispatch(news()))
        .hasMessageStartingWith(ErrorCode.EVENTSTORE_CLOSED.name());
  }

  // The end.

  @Test
  void closingLetsHandlersFinishWhatWasDispatched() {
    var patient = dispatcher(store, EventOptions.defaults());
    patient.subscribe(AUDITOR, EventFilter.all(), OPTIONS, heard);
    for (int n = 0; n < 500; n++) {
      patient.dispatch(news(n));
    }

    patient.close();

    assertThat(heard.numbers()).isEqualTo(numbers(0, 500));
  }

  @Test
  void closingInterruptsHandlersThatTakeTooLong() throws Exception {
    var patient = dispatcher(store, OPEN.drainTimeout(Duration.ofSeconds(5)));
    var interrupted = new CountDownLatch(1);
    patient.subscribe(
        AUDITOR,
        EventFilter.ofType(NEWS),
        OPTIONS,
        delivery -> {
          try {
            heard.closed().handle(delivery);
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        });
    patient.dispatch(news());
    await(() -> heard.calls() == 1);

    var closing = Thread.ofVirtual().start(patient::close);
    await(() -> closing.getState() == Thread.State.WAITING);
    time.advance(Duration.ofSeconds(5));
    closing.join();

    interrupted.await();
  }

  @Test
  void whatIsPausedDoesNotHoldUpTheEnd() {
    var patient = dispatcher(store, EventOptions.defaults());
    patient.subscribe(AUDITOR, EventFilter.all(), OPTIONS, heard).pause();
    patient.subscribeDurably(CursorName.of("d"), EventFilter.all(), heard).pause();
    patient.dispatch(news());

    patient.close();

    assertThat(heard.events()).isEmpty();
  }

  @Test
  void aHandlerMayCloseTheDispatcher() {
    var patient = dispatcher(store, EventOptions.defaults());
    patient.subscribe(
        AUDITOR,
        EventFilter.all(),
        OPTIONS,
        delivery -> {
          patient.close();
          heard.handle(delivery);
        });

    patient.dispatch(news(0));
    await(() -> heard.events().size() == 1);
  }

  @Test
  void aClosedDispatcherRefusesEverything() {
    events.close();
    events.close();

    refuses(() -> events.dispatch(news()));
    refuses(() -> events.dispatch(event(0)));
    refuses(() -> events.dispatchAll(List.of()));
    refuses(() -> events.subscribe(AUDITOR, EventFilter.all(), heard));
    refuses(() -> events.subscribeDurably(CursorName.of("x"), EventFilter.all(), heard));
    refuses(() -> events.createStream("x", EventFilter.all()));
    refuses(() -> events.replay(ReplayRequest.of(EventQuery.all()), heard));
    refuses(() -> events.read(EventQuery.all(), 0, 1));
    refuses(() -> events.readBackwards(EventQuery.all(), 9, 1));
    refuses(() -> events.find(SOME_ID));
    refuses(() -> events.count(EventQuery.all()));
    refuses(() -> events.causes(SOME_ID));
    refuses(() -> events.effects(SOME_ID));
    refuses(() -> events.retain());
    refuses(() -> events.forget(CursorName.of("x")));
    assertThat(events.health().health()).isInstanceOf(Health.Unhealthy.class);
    assertThat(events.metrics().subscriptions()).isZero();
    assertThat(store.last()).as("the store is open").isZero();
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(EventsClosedException.class)
        .hasMessageStartingWith(ErrorCode.EVENTS_CLOSED.name());
  }

  private Event event(int number) {
    return event(number, EventSeverity.INFO);
  }

  private Event event(int number, EventSeverity severity) {
    return news(number).severity(severity).withIdentity(ids.next(), time.now());
  }
}
