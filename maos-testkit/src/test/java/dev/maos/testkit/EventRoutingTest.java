package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.ManualTime;
import dev.maos.event.CloudEvents;
import dev.maos.event.Event;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventFilter;
import dev.maos.event.EventOptions;
import dev.maos.event.EventSubscription;
import dev.maos.event.EventSubscriptionOptions;
import dev.maos.memory.MemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the filters and the events, an event comes to those whose filters match it. */
class EventRoutingTest {
  private static final EventSubscriptionOptions INLINE =
      EventSubscriptionOptions.defaults().inline();
  private static final int SUBSCRIPTIONS = 60;
  private static final int EVENTS = 120;

  private final ManualTime time = new ManualTime();

  /** A subscription, what its filter is now, what came to it and what should have. */
  private static final class Listener {
    final List<Event> heard = new ArrayList<>();
    final List<Event> wanted = new ArrayList<>();
    final EventSubscription subscription;
    EventFilter filter;

    Listener(EventDispatcher events, int number, EventFilter filter) {
      this.filter = filter;
      var name = AgentId.of("listener-" + number);
      this.subscription =
          events.subscribe(name, filter, INLINE, delivery -> heard.add(delivery.event()));
    }

    void change(EventFilter other) {
      filter = other;
      subscription.filter(other);
    }

    void expect(Event event) {
      if (filter.matches(event)) {
        wanted.add(event);
      }
    }
  }

  static LongStream seeds() {
    return Seed.range(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theIndexFindsWhatTheFilterMatches(long value) {
    var seed = new Seed(value);
    var random = seed.random();
    var source = new RandomEvents(random, new IdSource(time, seed.random()));
    var filters = new RandomFilters(random, source);
    try (var events =
        new EventDispatcher(
            MemoryEventStore.of(time), EventOptions.defaults(), time, seed.random())) {
      var listeners = new ArrayList<Listener>();
      for (int i = 0; i < SUBSCRIPTIONS; i++) {
        listeners.add(new Listener(events, i, filters.filter(3)));
      }
      for (int i = 0; i < EVENTS; i++) {
        if (random.nextInt(4) == 0) {
          source.pick(listeners).change(filters.filter(3));
        }
        if (random.nextInt(20) == 0) {
          var one = source.pick(listeners);
          listeners.remove(one);
          one.subscription.close();
        }
        var event = ordinary(source);
        listeners.forEach(each -> each.expect(event));

        events.dispatch(event);
      }

      for (var each : listeners) {
        assertThat(each.heard).as("%s of %s", each.filter, seed).isEqualTo(each.wanted);
      }
    }
  }

  /** One that may be dispatched. */
  private Event ordinary(RandomEvents source) {
    var event = source.next(time.now());
    while (event.topic().isReserved()) {
      event = source.next(time.now());
    }
    return event;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyEventComesBackFromItsCloudEvent(long value) {
    var seed = new Seed(value);
    var source = new RandomEvents(seed.random(), new IdSource(time, seed.random()));
    for (int i = 0; i < EVENTS; i++) {
      var event = source.next(time.now());

      assertThat(CloudEvents.read(CloudEvents.write(event), time.now()))
          .as("%s", seed)
          .isEqualTo(event);
    }
  }
}
