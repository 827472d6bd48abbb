package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.event.Event;
import dev.maos.event.EventDraft;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What every contract test of a store of events starts from: a fresh one, and things to tell. */
@Timeout(120)
abstract class EventScene {
  static final AgentId ALICE = AgentId.of("alice");
  static final AgentId BOB = AgentId.of("bob");
  static final EventQuery ALL = EventQuery.all();

  final EventStoreFixture fixture;
  final EventStore store;
  final IdSource ids;

  EventScene(EventStoreFixture fixture) {
    this.fixture = fixture;
    this.store = fixture.store();
    this.ids = new IdSource(fixture.time(), new Seed(1).random());
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  /** From Alice on "tasks". */
  static EventDraft draft() {
    return Event.from(ALICE).on("tasks").type(EventType.TASK_STARTED);
  }

  final Event event(EventDraft draft) {
    return draft.withIdentity(ids.next(), fixture.time().now());
  }

  final List<Event> events(int count) {
    return Stream.generate(() -> event(draft())).limit(count).toList();
  }

  final RecordedEvent append(EventDraft draft) {
    return store.append(List.of(event(draft))).getFirst();
  }

  final List<RecordedEvent> appendMany(int count) {
    return store.append(events(count));
  }

  /** All pages from the oldest on. */
  final List<RecordedEvent> readAll(EventQuery query, int pageSize) {
    var found = new ArrayList<RecordedEvent>();
    EventPage page;
    long position = 0;
    do {
      page = store.read(query, position, pageSize);
      found.addAll(page.events());
      position = page.position();
    } while (!page.complete());
    return found;
  }

  /** All pages from the newest backwards. */
  final List<RecordedEvent> readAllBackwards(EventQuery query, int pageSize) {
    var found = new ArrayList<RecordedEvent>();
    EventPage page;
    long position = Long.MAX_VALUE;
    do {
      page = store.readBackwards(query, position, pageSize);
      found.addAll(page.events());
      position = page.position();
    } while (!page.complete());
    return found;
  }

  final List<RecordedEvent> find(EventQuery query) {
    return readAll(query, 1_000);
  }

  final List<Event> kept() {
    return find(ALL).stream().map(RecordedEvent::event).toList();
  }
}
