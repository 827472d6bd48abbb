package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.monitor.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A store whose first calls fail: of an unknown outcome after they have taken effect, else before.
 * It may also say that others share it, and become another one.
 */
final class FailingStore implements EventStore {
  private volatile EventStore store;
  private final ErrorCode code;
  private final boolean isShared;
  private int failures;
  private int calls;

  FailingStore(EventStore store, ErrorCode code, int failures) {
    this(store, code, failures, false);
  }

  private FailingStore(EventStore store, ErrorCode code, int failures, boolean isShared) {
    this.store = store;
    this.code = code;
    this.failures = failures;
    this.isShared = isShared;
  }

  /** A store that does not fail and says that others share it. */
  static FailingStore shared(EventStore store) {
    return new FailingStore(store, ErrorCode.EVENTSTORE_UNAVAILABLE, 0, true);
  }

  synchronized int calls() {
    return calls;
  }

  /** From now on it is another one, as a server that comes back with an older state. */
  void becomes(EventStore other) {
    store = other;
  }

  /** The next so many calls fail. */
  synchronized void fail(int times) {
    failures = times;
  }

  private synchronized boolean fails() {
    calls++;
    return failures > 0 && failures-- > 0;
  }

  private EventStoreException failure() {
    return new EventStoreException(code, "as planned");
  }

  @Override
  public List<RecordedEvent> append(List<Event> events) {
    boolean fails = fails();
    if (fails && code != ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN) {
      throw failure();
    }
    var recorded = store.append(events);
    if (fails) {
      throw failure();
    }
    return recorded;
  }

  @Override
  public EventPage read(EventQuery query, long after, int limit) {
    if (fails()) {
      throw failure();
    }
    return store.read(query, after, limit);
  }

  @Override
  public Optional<EventCursor> advance(CursorName name, long sequence) {
    if (fails()) {
      throw failure();
    }
    return store.advance(name, sequence);
  }

  @Override
  public boolean isShared() {
    return isShared;
  }

  @Override
  public EventDurability durability() {
    return store.durability();
  }

  @Override
  public Optional<RecordedEvent> find(UUID id) {
    return store.find(id);
  }

  @Override
  public EventPage readBackwards(EventQuery query, long before, int limit) {
    return store.readBackwards(query, before, limit);
  }

  @Override
  public long count(EventQuery query) {
    return store.count(query);
  }

  @Override
  public long first() {
    return store.first();
  }

  @Override
  public long last() {
    return store.last();
  }

  @Override
  public boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException {
    return store.awaitBeyond(sequence, patience);
  }

  @Override
  public EventCursor openCursor(CursorName name, long after, long maxLag) {
    return store.openCursor(name, after, maxLag);
  }

  @Override
  public Optional<EventCursor> cursor(CursorName name) {
    return store.cursor(name);
  }

  @Override
  public List<EventCursor> cursors() {
    return store.cursors();
  }

  @Override
  public boolean deleteCursor(CursorName name) {
    return store.deleteCursor(name);
  }

  @Override
  public RetentionPass retain(RetentionPolicy policy) {
    return store.retain(policy);
  }

  @Override
  public ComponentHealth health() {
    return store.health();
  }

  @Override
  public void close() {
    store.close();
  }
}
