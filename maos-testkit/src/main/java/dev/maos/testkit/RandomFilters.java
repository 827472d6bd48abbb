package dev.maos.testkit;

import dev.maos.base.CorrelationId;
import dev.maos.base.TopicPattern;
import dev.maos.event.Comparison;
import dev.maos.event.DataPath;
import dev.maos.event.DataValue;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventSeverity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Filters and queries that {@link RandomEvents} meet now and then. */
final class RandomFilters {
  private static final List<String> PATTERNS =
      List.of("a", "a.b", "a.*", "a.>", "*", "*.b", ">", "_maos.>", "b.>");

  private final RandomGenerator random;
  private final RandomEvents events;

  RandomFilters(RandomGenerator random, RandomEvents events) {
    this.random = random;
    this.events = events;
  }

  EventQuery query(Instant now, long last) {
    var query = EventQuery.of(filter(3));
    if (random.nextInt(3) == 0) {
      query = query.since(now.plusSeconds(random.nextInt(-5, 1)));
    }
    if (random.nextInt(3) == 0) {
      query = query.until(now.plusSeconds(random.nextInt(1, 6)));
    }
    if (random.nextInt(4) == 0) {
      long first = random.nextLong(last + 1);
      query = query.sequences(first, random.nextLong(first, last + 2));
    }
    if (random.nextInt(5) == 0) {
      query = query.correlatedWith(CorrelationId.of(events.pick(RandomEvents.TALKS)));
    }
    if (random.nextInt(10) == 0) {
      query = query.causedBy(events.pick(events.ids()));
    }
    return query;
  }

  EventFilter filter(int depth) {
    return switch (random.nextInt(depth == 0 ? 10 : 14)) {
      case 0 -> EventFilter.ofType(events.pick(RandomEvents.TYPES));
      case 1 -> EventFilter.onTopic(TopicPattern.of(events.pick(PATTERNS)));
      case 2 -> EventFilter.fromSource(events.pick(RandomEvents.SOURCES));
      case 3 -> EventFilter.hasTag(events.pick(RandomEvents.TAGS));
      case 4 -> EventFilter.minSeverity(events.pick(List.of(EventSeverity.values())));
      case 5 -> new EventFilter.HasField(path());
      case 6 -> random.nextInt(8) == 0 ? EventFilter.all() : custom();
      case 7, 8, 9 -> where();
      case 10 -> EventFilter.not(filter(depth - 1));
      case 11 -> EventFilter.anyOf(some(depth - 1));
      default -> EventFilter.allOf(some(depth - 1));
    };
  }

  private List<EventFilter> some(int depth) {
    var some = new ArrayList<EventFilter>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      some.add(filter(depth));
    }
    return some;
  }

  private EventFilter where() {
    var path = path();
    return switch (random.nextInt(8)) {
      case 0 -> new EventFilter.Where(path, equality(), DataValue.of(random.nextBoolean()));
      case 1 -> new EventFilter.Where(path, equality(), DataValue.ofNull());
      case 2, 3, 4 ->
          new EventFilter.Where(
              path,
              events.pick(List.of(Comparison.values()).subList(0, 6)),
              DataValue.of(new BigDecimal(events.pick(RandomEvents.NUMBERS))));
      default ->
          new EventFilter.Where(
              path,
              events.pick(List.of(Comparison.values())),
              DataValue.of(events.pick(RandomEvents.WORDS)));
    };
  }

  private Comparison equality() {
    return random.nextBoolean() ? Comparison.EQUAL : Comparison.NOT_EQUAL;
  }

  private EventFilter custom() {
    return EventFilter.custom("even", event -> (event.id().getLeastSignificantBits() & 1) == 0);
  }

  private DataPath path() {
    var fields = new ArrayList<String>();
    do {
      fields.add(events.pick(RandomEvents.FIELDS));
    } while (random.nextInt(3) == 0);
    return new DataPath(fields);
  }
}
