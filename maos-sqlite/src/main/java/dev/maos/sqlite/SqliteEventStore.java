package dev.maos.sqlite;

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
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The history of events in one SQLite file, written by one store at a time.
 *
 * <p>
 *
 * {@snippet :
 * try (var store = SqliteEventStore.open(Path.of("events.db"), SqliteOptions.defaults())) {
 *   store.append(events);
 * }
 * }
 *
 * <p>All who append at the same time share one transaction, and so the wait for the disk. Sequences
 * have no gaps. What was acknowledged is there after a crash, as far as {@link #durability} says.
 * Space that retention has freed is used again; the file does not shrink. Beside the file lie
 * {@code -wal} and {@code -shm}, which are part of it while it is open, and an empty {@code .lock}.
 *
 * <p>Thread-safe; owns one thread and five connections.
 */
public final class SqliteEventStore implements EventStore {
  private final OpenFile file;
  private final SqliteOptions options;
  private final TimeSource time;
  private final Signal appended = new Signal();
  private volatile boolean closed;

  private SqliteEventStore(Path path, SqliteOptions options, Indexing indexing, TimeSource time) {
    this.options = options;
    this.time = time;
    this.file = OpenFile.open(new Database(path, options), indexing, time, appended::raise);
  }

  /** Opens the file, or makes it; its folder must be there. */
  public static SqliteEventStore open(Path file, SqliteOptions options) {
    return open(file, options, TimeSource.system());
  }

  /**
   * Opens the file on another clock.
   *
   * @throws EventStoreException {@link ErrorCode#EVENTSTORE_LOCKED} while another store has it
   *     open, {@link ErrorCode#EVENTSTORE_CORRUPT}, {@link ErrorCode#EVENTSTORE_NEWER_SCHEMA},
   *     {@link ErrorCode#EVENTSTORE_READONLY} or {@link ErrorCode#EVENTSTORE_UNAVAILABLE}; the file
   *     is then as it was
   */
  public static SqliteEventStore open(Path file, SqliteOptions options, TimeSource time) {
    return open(file, options, Indexing.within(options.maxIndexLag()), time);
  }

  static SqliteEventStore open(
      Path file, SqliteOptions options, Indexing indexing, TimeSource time) {
    return new SqliteEventStore(file, options, indexing, time);
  }

  @Override
  public EventDurability durability() {
    return options.durability();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  /** How many events wait for their entries in the indexes. */
  public long indexLag() {
    return bounds().lag();
  }

  @Override
  public List<RecordedEvent> append(List<Event> events) {
    if (events.size() > MAX_BATCH) {
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", events.size() + " events", "at most 10,000");
    }
    var copy = List.copyOf(events);
    checkOpen();
    return copy.isEmpty() ? List.of() : file.write(copy.size(), scribe -> scribe.append(copy));
  }

  @Override
  public Optional<RecordedEvent> find(UUID id) {
    checkOpen();
    var bounds = file.bounds();
    return file.read(reader -> Finding.byId(reader, id, bounds));
  }

  @Override
  public EventPage read(EventQuery query, long after, int limit) {
    int size = EventPage.size(limit);
    checkOpen();
    return file.read(reader -> walk(reader, query).forward(Math.max(0, after), size));
  }

  @Override
  public EventPage readBackwards(EventQuery query, long before, int limit) {
    int size = EventPage.size(limit);
    checkOpen();
    return file.read(reader -> walk(reader, query).backward(before, size));
  }

  @Override
  public long count(EventQuery query) {
    checkOpen();
    return file.read(reader -> walk(reader, query).count());
  }

  private Walk walk(Readers.Reader reader, EventQuery query) {
    return new Walk(reader.connection(), reader.rows(), query, file.bounds());
  }

  @Override
  public long first() {
    return bounds().first();
  }

  @Override
  public long last() {
    return bounds().last();
  }

  private Bounds bounds() {
    checkOpen();
    return file.bounds();
  }

  @Override
  public boolean awaitBeyond(long sequence, Duration patience) throws InterruptedException {
    var there = appended.await(() -> closed || file.bounds().last() > sequence, patience, time);
    checkOpen();
    return there;
  }

  @Override
  public EventCursor openCursor(CursorName name, long after, long maxLag) {
    if (maxLag < 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, "maxLag", Long.toString(maxLag), "at least 0");
    }
    checkOpen();
    return file.write(1, scribe -> scribe.openCursor(name, after, maxLag));
  }

  @Override
  public Optional<EventCursor> cursor(CursorName name) {
    checkOpen();
    return file.read(reader -> CursorTable.find(reader.connection(), name));
  }

  @Override
  public Optional<EventCursor> advance(CursorName name, long sequence) {
    checkOpen();
    return file.write(1, scribe -> scribe.advance(name, sequence));
  }

  @Override
  public List<EventCursor> cursors() {
    checkOpen();
    return file.read(reader -> CursorTable.list(reader.connection()));
  }

  @Override
  public boolean deleteCursor(CursorName name) {
    checkOpen();
    return file.write(1, scribe -> scribe.deleteCursor(name));
  }

  @Override
  public RetentionPass retain(RetentionPolicy policy) {
    checkOpen();
    return file.write(Retention.AT_ONCE, scribe -> scribe.retain(policy));
  }

  @Override
  public ComponentHealth health() {
    long start = time.nanos();
    var check = closed ? Checkup.closed() : Checkup.of(file, options);
    return new ComponentHealth(
        "event store", check.health(), Duration.ofNanos(time.nanos() - start), check.details());
  }

  /** Finishes what is being written, then closes the file. */
  @Override
  public void close() {
    closed = true;
    appended.raise();
    try {
      file.close();
    } catch (SQLException e) {
      throw Faults.refused("could not close", e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw Faults.closed();
    }
  }
}
