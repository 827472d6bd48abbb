package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.event.Event;
import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the query, the store finds what {@link EventQuery#matches} says. */
abstract class EventFilterContract extends EventScene {
  private static final int EVENTS = 300;
  private static final int QUERIES = 150;

  EventFilterContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @ParameterizedTest
  @MethodSource("dev.maos.testkit.EventFilterContract#seeds")
  void theStoreAgreesWithTheFilter(long value) {
    var seed = new Seed(value);
    var random = seed.random();
    var events = new RandomEvents(random, ids);
    var filters = new RandomFilters(random, events);
    var now = fixture.time().now();
    var history = new ArrayList<RecordedEvent>();
    var batch = new ArrayList<Event>();
    for (int i = 0; i < EVENTS; i++) {
      batch.add(events.next(now));
    }
    history.addAll(store.append(batch));

    for (int i = 0; i < QUERIES; i++) {
      var query = filters.query(now, store.last());
      var expected = history.stream().filter(query::matches).toList();
      int size = random.nextInt(1, 40);

      agrees(seed, query, expected, size);
    }
  }

  static LongStream seeds() {
    return Seed.range(1, 20);
  }

  private void agrees(Seed seed, EventQuery query, List<RecordedEvent> expected, int size) {
    assertThat(readAll(query, size)).as("%s of %s", query, seed).isEqualTo(expected);
    assertThat(readAllBackwards(query, size))
        .as("%s of %s, backwards", query, seed)
        .isEqualTo(expected.reversed());
    assertThat(store.count(query)).as("%s of %s", query, seed).isEqualTo(expected.size());
  }
}
