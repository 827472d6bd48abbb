package dev.maos.redis.event;

import dev.maos.base.TimeSource;
import dev.maos.event.CursorName;
import dev.maos.event.Event;
import dev.maos.event.EventCursor;
import dev.maos.event.EventDurability;
import dev.maos.event.EventFilter;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.EventStoreException;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.redis.link.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The history of events in Redis, shared by all processes that name the same server and namespace.
 *
 * <p>Sequences are given by the server, without gaps; so is the time of recording. Calls wait for
 * the server at most about as long as a command may take. Thread-safe; owns no thread.
 */
public final class RedisEventStore implements EventStore {
  private final RedisLink link;
  private final Calls calls;
  private final Appending appending;
  private final Reading reading;
  private final Looking looking;
  private final Places places;
  private final Bell bell;

  private RedisEventStore(RedisLink link, TimeSource time, EventLibrary library) {
    this.link = link;
    this.calls = new Calls(link, library);
    this.reading = new Reading(calls);
    this.looking = new Looking(calls);
    this.places = new Places(calls);
    this.bell = new Bell(calls, () -> reading.range().last(), time, link.time());
    this.appending = new Appending(calls, link.sharded(), bell::heard);
  }

  /**
   * Opens the history over a link, which stays the caller's to close; one for each link.
   *
   * @param time by which the patience of those who wait is measured
   */
  public static RedisEventStore open(RedisLink link, TimeSource time) {
    return open(link, time, EventLibrary.load());
  }

  static RedisEventStore open(RedisLink link, TimeSource time, EventLibrary library) {
    var store = new RedisEventStore(link, time, library);
    store.bell.listen(link);
    return store;
  }

  @Override
  public EventDurability durability() {
    if (link.uri().replicas() > 0) {
      return EventDurability.REPLICATED;
    }
    if (!link.facts().appendOnly()) {
      return EventDurability.MEMORY;
    }
    return link.facts().syncsEachWrite() ? EventDurability.DISK : EventDurability.PROCESS;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public List<RecordedEvent> append(List<Event> events) {
    calls.checkOpen();
    return appending.append(events);
  }

  @Override
  public Optional<RecordedEvent> find(UUID id) {
    return looking.find(id);
  }

  @Override
  public EventPage read(EventQuery query, long after, int limit) {
    int size = EventPage.size(limit);
    return Term.of(query)
        .map(term -> looking.forward(term, query, after, size))
        .orElseGet(() -> reading.forward(query, after, size));
  }

  @Override
  public EventPage readBackwards(EventQuery query, long before, int limit) {
    int size = EventPage.size(limit);
    return Term.of(query)
        .map(term -> looking.backward(term, query, before, size))
        .orElseGet(() -> reading.backward(query, before, size));
  }

  @Override
  public long count(EventQuery query) {
    if (isAnything(query)) {
      var range = reading.range();
      long from = Math.max(range.first(), query.firstSequence());
      return Math.max(0, Math.min(range.last(), query.lastSequence()) - from + 1);
    }
    long count = 0;
    long position = 0;
    EventPage page;
    do {
      page = read(query, position, EventPage.MAX_SIZE);
      count += page.events().size();
      position = page.position();
    } while (!page.complete());
    return count;
  }

  private static boolean isAnything(EventQuery query) {
    return query.filter() instanceof EventFilter.All
        && query.since().isEmpty()
        && query.until().isEmpty()
        && query.correlation().isEmpty()
        && query.causation().isEmpty();
  }

  @Override
  public long first() {
    return reading.range().first();
  }

  @Override
  public long last() {
    return reading.range().last();
  }

  @Override
  public boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException {
    return bell.awaitBeyond(sequence, patience);
  }

  @Override
  public EventCursor openCursor(CursorName name, long after, long maxLag) {
    return places.open(name, after, maxLag);
  }

  @Override
  public Optional<EventCursor> cursor(CursorName name) {
    return places.get(name);
  }

  @Override
  public Optional<EventCursor> advance(CursorName name, long sequence) {
    return places.advance(name, sequence);
  }

  @Override
  public List<EventCursor> cursors() {
    return places.all();
  }

  /**
   * Ends a cursor.
   *
   * @throws EventStoreException {@link dev.maos.base.ErrorCode#EVENTSTORE_OUTCOME_UNKNOWN} if the
   *     answer was lost: a repeated call could end one that was made anew meanwhile
   */
  @Override
  public boolean deleteCursor(CursorName name) {
    return places.delete(name);
  }

  /**
   * Removes what exceeds the policy, at most two thousand events in one pass, in which the server
   * does nothing else.
   *
   * @throws EventStoreException {@link dev.maos.base.ErrorCode#EVENTSTORE_OUTCOME_UNKNOWN} if the
   *     answer was lost; the next pass goes on, and cursors know what they missed
   */
  @Override
  public RetentionPass retain(RetentionPolicy policy) {
    return places.retain(policy);
  }

  @Override
  public ComponentHealth health() {
    var details = new LinkedHashMap<String, String>();
    details.put("durability", durability().name());
    return new ComponentHealth("event store", health(details), Duration.ZERO, Map.copyOf(details));
  }

  private Health health(Map<String, String> details) {
    if (calls.isClosed()) {
      return Health.unhealthy("the event store is closed");
    }
    try {
      var state = calls.tend(false, "state");
      details.put("events", Long.toString(state.number(2) + 1 - state.number(1)));
      details.put("foreign", state.text(3));
      details.put("cursors", state.text(4));
    } catch (EventStoreException e) {
      return Health.unhealthy(String.valueOf(e.getMessage()));
    }
    var troubles = new ArrayList<String>();
    if (!link.state().reason().isEmpty()) {
      troubles.add("Redis is " + link.state().phase() + ": " + link.state().reason());
    }
    if (reading.unreadable() > 0) {
      troubles.add("events were met that are damaged: " + reading.unreadable());
    }
    return troubles.isEmpty() ? Health.healthy() : new Health.Degraded(troubles);
  }

  @Override
  public void close() {
    calls.close();
    bell.lookAgain();
  }
}
