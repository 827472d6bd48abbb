package dev.maos.event;

import dev.maos.monitor.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A history of which only those events are seen that a guard believes. Thread-safe. */
final class GuardedEventStore implements EventStore {
  private final EventStore storage;
  private final EventGuard guard;

  private GuardedEventStore(EventStore storage, EventGuard guard) {
    this.storage = storage;
    this.guard = guard;
  }

  static EventStore of(EventStore storage, EventGuard guard) {
    return guard.equals(EventGuard.open()) ? storage : new GuardedEventStore(storage, guard);
  }

  @Override
  public Optional<RecordedEvent> find(UUID id) {
    return storage.find(id).filter(found -> guard.believes(found.event()));
  }

  @Override
  public EventPage read(EventQuery query, long after, int limit) {
    return believed(storage.read(query, after, limit));
  }

  @Override
  public EventPage readBackwards(EventQuery query, long before, int limit) {
    return believed(storage.readBackwards(query, before, limit));
  }

  private EventPage believed(EventPage page) {
    var believed = page.events().stream().filter(each -> guard.believes(each.event())).toList();
    return believed.size() == page.events().size()
        ? page
        : new EventPage(believed, page.position(), page.complete());
  }

  @Override
  public EventDurability durability() {
    return storage.durability();
  }

  @Override
  public boolean isShared() {
    return storage.isShared();
  }

  @Override
  public List<RecordedEvent> append(List<Event> events) {
    return storage.append(events);
  }

  @Override
  public long count(EventQuery query) {
    return storage.count(query);
  }

  @Override
  public long first() {
    return storage.first();
  }

  @Override
  public long last() {
    return storage.last();
  }

  @Override
  public boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException {
    return storage.awaitBeyond(sequence, patience);
  }

  @Override
  public EventCursor openCursor(CursorName name, long after, long maxLag) {
    return storage.openCursor(name, after, maxLag);
  }

  @Override
  public Optional<EventCursor> cursor(CursorName name) {
    return storage.cursor(name);
  }

  @Override
  public Optional<EventCursor> advance(CursorName name, long sequence) {
    return storage.advance(name, sequence);
  }

  @Override
  public List<EventCursor> cursors() {
    return storage.cursors();
  }

  @Override
  public boolean deleteCursor(CursorName name) {
    return storage.deleteCursor(name);
  }

  @Override
  public RetentionPass retain(RetentionPolicy policy) {
    return storage.retain(policy);
  }

  @Override
  public ComponentHealth health() {
    return storage.health();
  }

  @Override
  public void close() {
    storage.close();
  }
}
