package dev.maos.sqlite;

import dev.maos.base.TimeSource;
import java.sql.SQLException;

/** A file with everything that is open on it: the lock, the thread that writes, the readers. */
final class OpenFile {
  private final Database database;
  private final ProcessLock lock;
  private final Scribe scribe;
  private final Readers readers;
  private final Inlet inlet = new Inlet();
  private final Writer writer;
  private final Thread thread;
  private volatile Bounds bounds;

  private OpenFile(
      Database database,
      ProcessLock lock,
      Scribe scribe,
      Readers readers,
      Indexing indexing,
      Runnable changed) {
    this.database = database;
    this.lock = lock;
    this.scribe = scribe;
    this.readers = readers;
    this.bounds = scribe.committed();
    this.writer =
        new Writer(
            scribe,
            inlet,
            indexing,
            now -> {
              bounds = now;
              changed.run();
            });
    this.thread =
        Thread.ofPlatform().daemon().name("maos-sqlite " + database.file()).unstarted(writer);
  }

  static OpenFile open(Database database, Indexing indexing, TimeSource time, Runnable changed) {
    try {
      database.checkPlace();
      var lock = ProcessLock.take(database.file());
      try {
        var file = open(database, lock, indexing, time, changed);
        file.thread.start();
        return file;
      } catch (SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Faults.refused("could not open " + database.file(), e);
    }
  }

  private static OpenFile open(
      Database database, ProcessLock lock, Indexing indexing, TimeSource time, Runnable changed)
      throws SQLException {
    var connection = database.openWriter();
    try {
      var scribe = new Scribe(connection, time);
      var readers = new Readers(database);
      return new OpenFile(database, lock, scribe, readers, indexing, changed);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Database database() {
    return database;
  }

  Writer writer() {
    return writer;
  }

  Bounds bounds() {
    return bounds;
  }

  /** Has something written, and waits until it is committed. */
  <T> T write(int rows, Job.Work<T> work) {
    var job = new Job<>(rows, work);
    inlet.put(job);
    return job.await();
  }

  <T> T read(Readers.Reading<T> reading) {
    return readers.read(reading);
  }

  /** Finishes what was put in, then closes everything; twice is fine. */
  void close() throws SQLException {
    inlet.close();
    joinWriter();
    // The connection that writes is the last: it leaves nothing in the write-ahead log.
    readers.close();
    scribe.close();
    lock.close();
  }

  private void joinWriter() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
