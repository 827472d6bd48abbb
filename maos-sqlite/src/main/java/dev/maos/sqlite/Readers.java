package dev.maos.sqlite;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** A few connections that only read, each lent to one thread at a time. Thread-safe. */
final class Readers implements AutoCloseable {
  private static final int COUNT = 4;

  private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore permits = new Semaphore(COUNT, true);
  private final ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);
  private volatile boolean closed;

  /** A connection and what it remembers of names. */
  record Reader(Connection connection, RowReader rows) {}

  /** What is done with a connection. */
  @FunctionalInterface
  interface Reading<T> {
    T with(Reader reader) throws SQLException;
  }

  Readers(Database database) throws SQLException {
    for (int i = 0; i < COUNT; i++) {
      idle.add(new Reader(database.openReader(), new RowReader()));
    }
  }

  /**
   * Reads, as soon as a connection is free.
   *
   * @throws EventStoreException {@link ErrorCode#EVENTSTORE_ERROR} inside of another reading, as in
   *     a filter's own code: a few of those would wait for one another for ever
   */
  <T> T read(Reading<T> what) {
    if (reading.get()) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_ERROR, "a filter must not ask the store that is asking it");
    }
    permits.acquireUninterruptibly();
    reading.set(true);
    try {
      var reader = idle.poll();
      if (closed || reader == null) {
        throw Faults.closed();
      }
      try {
        return what.with(reader);
      } finally {
        idle.add(reader);
      }
    } catch (SQLException e) {
      throw refused(e);
    } finally {
      reading.remove();
      permits.release();
    }
  }

  private static EventStoreException refused(SQLException e) {
    return Faults.refused("could not read", e);
  }

  /** Waits for those who still read. */
  @Override
  public void close() throws SQLException {
    closed = true;
    permits.acquireUninterruptibly(COUNT);
    try {
      for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
        reader.connection().close();
      }
    } finally {
      permits.release(COUNT);
    }
  }
}
