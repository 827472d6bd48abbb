package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.memory.MemoryEventStore;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two dispatchers over one store, as in two processes. */
class SharedStoreTest extends EventsScene {
  private final FailingStore shared = FailingStore.shared(store);
  private final EventDispatcher here = dispatcher(shared, OPEN);
  private final EventDispatcher there = dispatcher(shared, OPEN);
  private final Heard heard = listener();

  @Test
  void whatIsDispatchedThereIsHeardHere() {
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);

    var told = there.dispatch(news(0));
    await(() -> heard.events().size() == 1);

    assertThat(heard.events()).containsExactly(told);
  }

  @Test
  void whatIsDispatchedHereIsHeardHereOnce() {
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    for (int n = 0; n < 100; n++) {
      here.dispatch(news(n));
    }
    awaitIdleOf(here);

    assertThat(heard.numbers()).isEqualTo(numbers(0, 100));
  }

  @Test
  void bothHearEverythingInTheSameOrder() throws InterruptedException {
    var other = listener();
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.mailbox(10_000), heard);
    there.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS.mailbox(10_000), other);
    var threads = new ArrayList<Thread>();
    for (var dispatcher : List.of(here, there)) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 500; n++) {
                  dispatcher.dispatch(news(n));
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    awaitIdleOf(here);
    awaitIdleOf(there);

    assertThat(heard.events()).hasSize(1_000).isEqualTo(other.events());
    assertThat(heard.deliveries()).extracting(EventDelivery::sequence).isSorted();
  }

  @Test
  void whatIsReadButNotYetInAMailboxIsNotDone() throws InterruptedException {
    var reached = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var slow =
        EventFilter.custom(
            "slow",
            event -> {
              reached.countDown();
              return isReleased(goOn);
            });
    here.subscribe(AUDITOR, slow, OPTIONS, heard);

    there.dispatch(news(0));
    reached.await();
    assertThat(isIdle(here)).isFalse();
    goOn.countDown();
    awaitIdleOf(here);

    assertThat(heard.numbers()).containsExactly("0");
  }

  @Test
  void whatIsNotRecordedIsHeardWhereItIsDispatched() {
    var some = dispatcher(shared, OPEN.recorded(EventFilter.hasTag("keep")));
    var other = listener();
    some.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, other);

    some.dispatch(news(0));
    some.dispatch(news(1).tagged("keep"));
    awaitIdleOf(some);
    awaitIdleOf(here);

    assertThat(heard.numbers()).containsExactlyInAnyOrder("0", "1");
    assertThat(other.numbers()).containsExactly("1");
  }

  @Test
  void aCircleThroughTheStoreIsStopped() {
    here.subscribe(
        AUDITOR,
        EventFilter.ofType(NEWS),
        OPTIONS.retry(ONCE),
        delivery -> here.dispatch(news().type("answer")));
    there.subscribe(
        AUDITOR,
        EventFilter.ofType(EventType.of("answer")),
        OPTIONS.retry(ONCE),
        delivery -> there.dispatch(news()));

    here.dispatch(news());
    await(() -> here.metrics().errors() + there.metrics().errors() == 1);

    assertThat(store.count(EventQuery.all().type(NEWS, EventType.of("answer"))))
        .isEqualTo(1 + OPEN.maxHops());
  }

  @Test
  void nobodyHereWhoHasNoRoomCanFailADispatchThere() throws InterruptedException {
    var options = OPTIONS.mailbox(1).overflow(MailboxOverflow.fail());
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), options, heard.closed());
    there.dispatch(news(0));
    heard.awaitArrival();
    for (int n = 1; n < 5; n++) {
      there.dispatch(news(n));
    }
    await(() -> here.metrics().dropped() == 3);

    heard.open();
    await(() -> heard.numbers().equals(numbers(0, 2)));
  }

  @Test
  void aStoreThatDoesNotAnswerIsFollowedAgainWhenItDoes() {
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    shared.fail(Integer.MAX_VALUE);
    events.dispatch(news(0));
    await(() -> here.health().health() instanceof Health.Degraded);

    shared.fail(0);
    await(() -> {
      time.advance(Duration.ofMillis(100));
      return heard.events().size() == 1;
    });
    await(() -> here.health().health() instanceof Health.Healthy);
  }

  @Test
  void aStoreThatHasLostItsNewestEventsIsReadOnFromWhereItEnds() {
    var name = CursorName.of("durable");
    var durable = listener();
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    here.subscribeDurably(name, EventFilter.ofType(NEWS), durable);
    tellHere(0, 10);
    awaitIdleOf(here);

    shared.becomes(older(4, name, 2));
    tellHere(10, 15);
    store.close();
    await(() -> {
      time.advance(Duration.ofMillis(100));
      return heard.events().size() == 15 && durable.events().size() == 17;
    });

    assertThat(heard.numbers()).isEqualTo(numbers(0, 15));
    assertThat(durable.numbers().subList(0, 10)).isEqualTo(numbers(0, 10));
    assertThat(durable.numbers().subList(10, 12)).containsExactly("2", "3");
    assertThat(durable.numbers().subList(12, 17)).isEqualTo(numbers(10, 15));
  }

  @Test
  void aStoreThatComesBackWithLessIsNoticedAlsoByWhoOnlyListens() {
    here.subscribe(AUDITOR, EventFilter.ofType(NEWS), OPTIONS, heard);
    tellHere(0, 10);
    awaitIdleOf(here);
    shared.becomes(older(4, CursorName.of("somebody"), 0));

    store.close();
    await(() -> here.health().health() instanceof Health.Degraded);
    await(() -> {
      time.advance(Duration.ofMillis(100));
      return here.health().health() instanceof Health.Healthy;
    });
    there.dispatch(news(10));

    await(() -> heard.events().size() == 11);
  }

  private void tellHere(int from, int to) {
    for (int n = from; n < to; n++) {
      here.dispatch(news(n));
    }
  }

  /** The store as it was after so many events, with somebody's place in it. */
  private EventStore older(int events, CursorName name, long place) {
    var older = closing(MemoryEventStore.of(time));
    var page = store.read(EventQuery.all(), 0, events);
    var _ = older.append(page.events().stream().map(RecordedEvent::event).toList());
    var _ = older.openCursor(name, place, 1_000);
    return older;
  }

  private static boolean isReleased(CountDownLatch goOn) {
    try {
      goOn.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isIdle(EventDispatcher dispatcher) {
    try {
      return dispatcher.awaitIdle(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitIdleOf(EventDispatcher dispatcher) {
    await(() -> isIdle(dispatcher));
  }
}
