package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.event.Comparison;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Finding: each condition that a query can have, by itself. */
abstract class EventQueryContract extends EventScene {
  EventQueryContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void byType() {
    append(draft());
    var failed = append(draft().type(EventType.TASK_FAILED));
    var own = append(draft().type("own"));

    assertThat(find(ALL.type(EventType.TASK_FAILED, EventType.of("own"))))
        .containsExactly(failed, own);
  }

  @Test
  void bySource() {
    append(draft());
    var bobs = append(Event.from(BOB).on("tasks").type("own"));

    assertThat(find(ALL.source(BOB))).containsExactly(bobs);
  }

  @Test
  void byTopicAndPattern() {
    var orders = append(draft().on("orders"));
    var new1 = append(draft().on("orders.new"));
    var new2 = append(draft().on("orders.new.eu"));
    append(draft().on("ordersX.new"));

    assertThat(find(ALL.topic("orders"))).containsExactly(orders);
    assertThat(find(ALL.topic("orders.*"))).containsExactly(new1);
    assertThat(find(ALL.topic("orders.>"))).containsExactly(new1, new2);
    assertThat(find(ALL.topic("*.new.*"))).containsExactly(new2);
  }

  @Test
  void aWildcardInFirstPlaceDoesNotFindReservedTopics() {
    var reserved = append(draft().on(Topic.reserved("bus")));
    var plain = append(draft().on("bus"));

    assertThat(find(ALL.topic(">"))).containsExactly(plain);
    assertThat(find(ALL.topic("_maos.*"))).containsExactly(reserved);
  }

  @Test
  void topicsDifferByCase() {
    append(draft().on("Orders"));

    assertThat(find(ALL.topic("orders"))).isEmpty();
  }

  @Test
  void byTag() {
    append(draft().tagged("abc"));
    var tagged = append(draft().tagged("x", "ab"));

    assertThat(find(ALL.tag("ab"))).containsExactly(tagged);
    assertThat(find(ALL.tag("AB"))).isEmpty();
  }

  @Test
  void byLeastSeverity() {
    append(draft().severity(EventSeverity.INFO));
    var warning = append(draft().severity(EventSeverity.WARNING));
    var critical = append(draft().severity(EventSeverity.CRITICAL));

    assertThat(find(EventQuery.of(EventFilter.minSeverity(EventSeverity.WARNING))))
        .containsExactly(warning, critical);
  }

  @Test
  void byTime() {
    var start = fixture.time().now();
    append(draft().happenedAt(start.minusSeconds(10)));
    var late = append(draft().happenedAt(start));
    var early = append(draft().happenedAt(start.minusSeconds(5)));

    assertThat(find(ALL.since(start.minusSeconds(5)))).containsExactly(late, early);
    assertThat(find(ALL.since(start.minusSeconds(5)).until(start))).containsExactly(early);
    assertThat(find(ALL.since(start).until(start))).isEmpty();
  }

  @Test
  void bySequence() {
    var some = appendMany(5);
    long second = some.get(1).sequence();
    long fourth = some.get(3).sequence();

    assertThat(find(ALL.sequences(second, fourth))).isEqualTo(some.subList(1, 4));
    assertThat(find(ALL.sequences(fourth, fourth))).containsExactly(some.get(3));
    assertThat(find(ALL.sequences(store.last() + 1, Long.MAX_VALUE))).isEmpty();
  }

  @Test
  void byCorrelation() {
    append(draft());
    append(draft().correlatedWith(CorrelationId.of("other")));
    var talk = append(draft().correlatedWith(CorrelationId.of("talk")));

    assertThat(find(ALL.correlatedWith(CorrelationId.of("talk")))).containsExactly(talk);
  }

  @Test
  void byWhatCausedIt() {
    var cause = append(draft());
    var effect = append(draft().causedBy(cause.event().id()));
    append(draft().causedBy(effect.event().id()));

    assertThat(find(ALL.causedBy(cause.event().id()))).containsExactly(effect);
  }

  @Test
  void byAFieldOfTheData() {
    append(draft().data(Map.of("task", Map.of("lines", 5))));
    var long1 = append(draft().data(Map.of("task", Map.of("lines", 500))));
    append(draft().data(Map.of("lines", 500)));

    assertThat(find(where("task.lines", Comparison.GREATER, 100))).containsExactly(long1);
  }

  @Test
  void byCodeOfTheUsers() {
    append(draft());
    var wanted = append(draft().metadata("colour", "red"));

    var query =
        EventQuery.of(
            EventFilter.custom("red", event -> "red".equals(event.metadata().get("colour"))));

    assertThat(find(query)).containsExactly(wanted);
    assertThat(store.count(query)).isEqualTo(1);
  }

  @Test
  void allConditionsHoldTogether() {
    var start = fixture.time().now();
    append(draft().on("a").tagged("t"));
    append(draft().on("b").tagged("t").happenedAt(start.minusSeconds(60)));
    var wanted = append(draft().on("b").tagged("t").correlatedWith(CorrelationId.of("c")));
    append(draft().on("b").tagged("t").correlatedWith(CorrelationId.of("d")));

    var query =
        ALL.topic("b").tag("t").since(start).correlatedWith(CorrelationId.of("c")).sequences(1, 99);

    assertThat(find(query)).containsExactly(wanted);
  }

  @Test
  void countingIsFinding() {
    append(draft());
    append(draft().type(EventType.TASK_FAILED));
    append(draft().type(EventType.TASK_FAILED).tagged("x"));

    assertThat(store.count(ALL)).isEqualTo(3);
    assertThat(store.count(ALL.type(EventType.TASK_FAILED))).isEqualTo(2);
    assertThat(store.count(ALL.type(EventType.TASK_FAILED).tag("x"))).isEqualTo(1);
    assertThat(store.count(ALL.tag("y"))).isZero();
  }

  @Test
  void anEventIsFoundByItsId() {
    var some = appendMany(5);

    for (RecordedEvent event : some) {
      assertThat(store.find(event.event().id())).contains(event);
    }
    assertThat(store.find(ids.next())).isEmpty();
  }

  @Test
  void rangesThatEndBeforeTheyBeginAreRefused() {
    var now = fixture.time().now();

    assertThatThrownBy(() -> ALL.since(now).until(now.minus(Duration.ofNanos(1_000))))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
    assertThatThrownBy(() -> ALL.sequences(5, 4))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
  }

  private static EventQuery where(String path, Comparison comparison, long number) {
    return EventQuery.of(EventFilter.where(path, comparison, number));
  }
}
