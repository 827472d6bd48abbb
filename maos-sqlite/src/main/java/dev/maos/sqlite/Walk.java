package dev.maos.sqlite;

import dev.maos.event.EventFilter;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One answer to a query: first through what is indexed, by the quickest way, then through what is
 * not yet, one event after the other; backwards the other way round. It stops early where it would
 * look at very many, so that nobody holds a connection for long. One thread's.
 */
final class Walk {
  private final Connection connection;
  private final RowReader reader;
  private final EventQuery query;
  private final Bounds bounds;
  private final FilterSql filter;
  private final Sql condition;
  private final Predicate<RecordedEvent> wanted;
  private final long lowest;
  private final long highest;
  private final List<RecordedEvent> found = new ArrayList<>();

  /** A part of the history that is walked one way. */
  private record Stretch(Route route, long from, long to) {
    boolean isEmpty() {
      return from > to;
    }
  }

  Walk(Connection connection, RowReader reader, EventQuery query, Bounds bounds) {
    this.connection = connection;
    this.reader = reader;
    this.query = query;
    this.bounds = bounds;
    this.filter = FilterSql.of(query.filter());
    this.condition = condition(query, filter);
    this.wanted = filter.exact() ? event -> true : query.matcher();
    this.lowest = Math.max(bounds.first(), query.firstSequence());
    this.highest = Math.min(bounds.last(), query.lastSequence());
  }

  private static Sql condition(EventQuery query, FilterSql filter) {
    var all = Sql.of("").add(filter.condition());
    query.since().ifPresent(since -> all.add(" AND e.time >= ?", Moments.micros(since)));
    query.until().ifPresent(until -> all.add(" AND e.time < ?", Moments.micros(until)));
    query.correlation().ifPresent(talk -> all.add(" AND e.correlation = ?", talk.value()));
    query.causation().ifPresent(id -> all.add(" AND e.causation = ?", Extras.bytes(id)));
    return all;
  }

  EventPage forward(long after, int limit) throws SQLException {
    if (after >= highest) {
      return new EventPage(List.of(), Math.max(after, highest), true);
    }
    for (var stretch : stretches(Math.max(lowest, after + 1), highest)) {
      long stop = stretch.isEmpty() ? stretch.to : windowEnd(stretch, true, stretch.to);
      if (!stretch.isEmpty() && fill(stretch, stretch.from, stop, true, limit)) {
        long position = found.getLast().sequence();
        return new EventPage(found, position, position >= highest);
      }
      if (stop < stretch.to) {
        return new EventPage(found, stop, false);
      }
    }
    return new EventPage(found, Math.max(after, highest), true);
  }

  EventPage backward(long before, int limit) throws SQLException {
    long from = before > highest ? highest : before - 1;
    for (var stretch : stretches(lowest, from).reversed()) {
      long stop = stretch.isEmpty() ? stretch.from : windowEnd(stretch, false, stretch.from);
      if (!stretch.isEmpty() && fill(stretch, stop, stretch.to, false, limit)) {
        long position = found.getLast().sequence();
        return new EventPage(found, position, position <= lowest);
      }
      if (stop > stretch.from) {
        return new EventPage(found, stop, false);
      }
    }
    return new EventPage(found, Math.min(before, lowest), true);
  }

  long count() throws SQLException {
    if (lowest > highest) {
      return 0;
    }
    if (isEverything()) {
      return highest - lowest + 1;
    }
    return filter.exact() ? countInSql() : countByPages();
  }

  private boolean isEverything() {
    return query.filter() instanceof EventFilter.All
        && query.since().isEmpty()
        && query.until().isEmpty()
        && query.correlation().isEmpty()
        && query.causation().isEmpty();
  }

  private long countInSql() throws SQLException {
    long count = 0;
    for (var stretch : stretches(lowest, highest)) {
      if (!stretch.isEmpty()) {
        count +=
            stretch
                .route
                .select("count(*)", stretch.from, stretch.to, condition)
                .number(connection, 0);
      }
    }
    return count;
  }

  private long countByPages() throws SQLException {
    long count = 0;
    long position = 0;
    EventPage page;
    do {
      found.clear();
      page = forward(position, EventPage.MAX_SIZE);
      count += page.events().size();
      position = page.position();
    } while (!page.complete());
    return count;
  }

  /** What is indexed and what is not, from the oldest on. */
  private List<Stretch> stretches(long from, long to) throws SQLException {
    long indexed = Math.min(to, bounds.indexed());
    var known =
        new Stretch(from > indexed ? Route.SCAN : Route.to(query, connection), from, indexed);
    return List.of(known, new Stretch(Route.SCAN, Math.max(from, bounds.indexed() + 1), to));
  }

  private long windowEnd(Stretch stretch, boolean ascending, long whole) throws SQLException {
    var route = stretch.route;
    if (route.equals(Route.SCAN)) {
      return ascending
          ? Math.min(whole, stretch.from + route.step() - 1)
          : Math.max(whole, stretch.to - route.step() + 1);
    }
    long end = route.window(stretch.from, stretch.to, ascending).number(connection, whole);
    return ascending ? Math.min(whole, end) : Math.max(whole, end);
  }

  /** Adds those that are wanted; whether there are as many as asked for. */
  private boolean fill(Stretch stretch, long from, long to, boolean ascending, int limit)
      throws SQLException {
    var sql =
        stretch
            .route
            .select(RowReader.COLUMNS, from, to, condition)
            .add(stretch.route.ordered(ascending));
    try (var statement = sql.prepare(connection);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var event = reader.read(rows);
        if (wanted.test(event)) {
          found.add(event);
        }
        if (found.size() == limit) {
          return true;
        }
      }
    }
    return false;
  }

  /** The SQL that looks for a page's events, for those who ask how it would be done. */
  List<Sql> explain() throws SQLException {
    var all = new ArrayList<Sql>();
    for (var stretch : stretches(lowest, highest)) {
      all.add(
          stretch
              .route
              .select(RowReader.COLUMNS, stretch.from, stretch.to, condition)
              .add(stretch.route.ordered(true)));
    }
    return all;
  }
}
