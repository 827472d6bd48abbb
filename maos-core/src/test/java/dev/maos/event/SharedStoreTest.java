package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private static void awaitIdleOf(EventDispatcher dispatcher) {
    await(() -> {
      try {
        return dispatcher.awaitIdle(Duration.ZERO);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }
}
