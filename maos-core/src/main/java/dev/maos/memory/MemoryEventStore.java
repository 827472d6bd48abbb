package dev.maos.memory;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.event.CursorName;
import dev.maos.event.Event;
import dev.maos.event.EventCursor;
import dev.maos.event.EventDurability;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.EventStoreException;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The history of one process, bounded: at its bounds the oldest events make room for new ones.
 *
 * <p>They do so like in a pass of retention: what a cursor has not read is kept up to its maximum
 * lag, and up to nine tenths of {@code maxEvents}; who lies further behind is passed over, and the
 * next pass of retention says so. If there is no room even so, because events are large, the append
 * is refused with {@link ErrorCode#EVENTSTORE_FULL}, and health is degraded until one succeeds.
 * Thread-safe; owns no thread.
 */
public final class MemoryEventStore implements EventStore {
  /** How many events it keeps unless it is told. */
  public static final int DEFAULT_EVENTS = 100_000;

  /** How much memory they may take, about, unless it is told. */
  public static final long DEFAULT_BYTES = 256L * 1024 * 1024;

  private static final int MAX_EVENTS = 100_000_000;

  private final TimeSource time;
  private final EventRing ring;
  private final Cursors cursors = new Cursors();
  private final Keeping keeping;
  private final Object lock = new Object();
  private final Signal appended = new Signal();
  private volatile long last;
  private volatile boolean full;
  private volatile boolean closed;

  /**
   * A store with bounds of its own.
   *
   * @param maxEvents 1 to 100,000,000
   * @param maxBytes at least 1; about so much memory
   */
  public MemoryEventStore(int maxEvents, long maxBytes, TimeSource time) {
    if (maxEvents < 1 || maxEvents > MAX_EVENTS) {
      throw invalid("maxEvents", maxEvents, "1 to 100,000,000");
    }
    if (maxBytes < 1) {
      throw invalid("maxBytes", maxBytes, "at least 1");
    }
    this.time = time;
    this.ring = new EventRing(maxEvents);
    this.keeping = new Keeping(ring, cursors, maxEvents, maxBytes);
  }

  /** A store with the default bounds. */
  public static MemoryEventStore of(TimeSource time) {
    return new MemoryEventStore(DEFAULT_EVENTS, DEFAULT_BYTES, time);
  }

  @Override
  public EventDurability durability() {
    return EventDurability.MEMORY;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public List<RecordedEvent> append(List<Event> events) {
    if (events.size() > MAX_BATCH) {
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", events.size() + " events", "at most 10,000");
    }
    var now = time.now();
    List<RecordedEvent> recorded;
    synchronized (lock) {
      checkOpen();
      makeRoom(events);
      recorded = record(events, now);
      last = ring.last();
    }
    appended.raise();
    return recorded;
  }

  private void makeRoom(List<Event> events) {
    int count = 0;
    long bytes = 0;
    for (var event : events) {
      if (ring.find(event.id()) == null) {
        count++;
        bytes += EventRing.sizeOf(event);
      }
    }
    full = !keeping.makeRoom(count, bytes);
    if (full) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_FULL,
          "no room for %d events beside %d of %d bytes: readers have not read them, or they are too"
                  .formatted(count, ring.size(), ring.bytes())
              + " large");
    }
  }

  private List<RecordedEvent> record(List<Event> events, Instant now) {
    var recorded = new ArrayList<RecordedEvent>(events.size());
    for (var event : events) {
      var known = ring.find(event.id());
      if (known == null) {
        known = new RecordedEvent(ring.last() + 1, now, event);
        ring.add(known);
      }
      recorded.add(known);
    }
    return recorded;
  }

  @Override
  public Optional<RecordedEvent> find(UUID id) {
    synchronized (lock) {
      checkOpen();
      return Optional.ofNullable(ring.find(id));
    }
  }

  @Override
  public EventPage read(EventQuery query, long after, int limit) {
    int size = EventPage.size(limit);
    checkOpen();
    return new Scan(ring, lock, query).forward(Math.max(0, after), size);
  }

  @Override
  public EventPage readBackwards(EventQuery query, long before, int limit) {
    int size = EventPage.size(limit);
    checkOpen();
    return new Scan(ring, lock, query).backward(before, size);
  }

  @Override
  public long count(EventQuery query) {
    checkOpen();
    return new Scan(ring, lock, query).count();
  }

  @Override
  public long first() {
    synchronized (lock) {
      checkOpen();
      return ring.first();
    }
  }

  @Override
  public long last() {
    checkOpen();
    return last;
  }

  @Override
  public boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException {
    var there = appended.await(() -> closed || last > sequence, patience, time);
    checkOpen();
    return there;
  }

  @Override
  public EventCursor openCursor(CursorName name, long after, long maxLag) {
    if (maxLag < 0) {
      throw invalid("maxLag", maxLag, "at least 0");
    }
    synchronized (lock) {
      checkOpen();
      long start = Math.clamp(after, ring.first() - 1, ring.last());
      return cursors.open(name, start, maxLag, time.now());
    }
  }

  @Override
  public Optional<EventCursor> cursor(CursorName name) {
    synchronized (lock) {
      checkOpen();
      return cursors.get(name);
    }
  }

  @Override
  public Optional<EventCursor> advance(CursorName name, long sequence) {
    synchronized (lock) {
      checkOpen();
      if (sequence > ring.last()) {
        throw new InvalidInputException(
            ErrorCode.INVALID_RANGE,
            "sequence",
            Long.toString(sequence),
            "at most the last one, " + ring.last());
      }
      return cursors.advance(name, sequence, time.now());
    }
  }

  @Override
  public List<EventCursor> cursors() {
    synchronized (lock) {
      checkOpen();
      return cursors.list();
    }
  }

  @Override
  public boolean deleteCursor(CursorName name) {
    synchronized (lock) {
      checkOpen();
      return cursors.delete(name);
    }
  }

  @Override
  public RetentionPass retain(RetentionPolicy policy) {
    synchronized (lock) {
      checkOpen();
      return keeping.retain(policy, time.now());
    }
  }

  @Override
  public ComponentHealth health() {
    synchronized (lock) {
      return new ComponentHealth(
          "event store",
          judge(),
          Duration.ZERO,
          Map.of(
              "durability", durability().name(),
              "events", Integer.toString(ring.size()),
              "bytes", Long.toString(ring.bytes()),
              "cursors", Integer.toString(cursors.list().size())));
    }
  }

  private Health judge() {
    if (closed) {
      return Health.unhealthy("the event store is closed");
    }
    return full
        ? new Health.Degraded(List.of("there was no room for the latest events"))
        : Health.healthy();
  }

  @Override
  public void close() {
    closed = true;
    appended.raise();
  }

  private void checkOpen() {
    if (closed) {
      throw new EventStoreException(ErrorCode.EVENTSTORE_CLOSED, "the event store is closed");
    }
  }

  private static InvalidInputException invalid(String setting, long value, String allowed) {
    return new InvalidInputException(
        ErrorCode.INVALID_SETTING, setting, Long.toString(value), allowed);
  }
}
