package dev.maos.sqlite;

import dev.maos.event.EventStoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes: takes all jobs that wait, does them in one transaction, and lets their
 * callers go when it is committed. When nobody comes for a while it brings the indexes up to date;
 * when they lag too far it does that first.
 */
final class Writer implements Runnable {
  private final Scribe scribe;
  private final Inlet inlet;
  private final Indexing indexing;
  private final Consumer<Bounds> committed;
  private volatile @Nullable RuntimeException trouble;

  Writer(Scribe scribe, Inlet inlet, Indexing indexing, Consumer<Bounds> committed) {
    this.scribe = scribe;
    this.inlet = inlet;
    this.indexing = indexing;
    this.committed = committed;
  }

  /** Why the last transaction failed; null if it did not. */
  @Nullable RuntimeException trouble() {
    return trouble;
  }

  @Override
  public void run() {
    boolean idle = false;
    while (true) {
      boolean behind = scribe.committed().lag() >= indexing.worth() && trouble == null;
      var jobs = behind ? inlet.poll(idle ? 0 : indexing.idleNanos()) : inlet.take();
      if (!jobs.isEmpty()) {
        idle = false;
        write(jobs);
      } else if (inlet.isClosed()) {
        return;
      } else {
        idle = true;
        index(indexing.atOnce());
      }
      while (scribe.committed().lag() > indexing.maxLag() && index(indexing.atOnceUnderLoad())) {
        idle = false;
      }
    }
  }

  private boolean index(long most) {
    var job = new Job<Boolean>(0, writing -> writing.index(most));
    write(List.of(job));
    return trouble == null;
  }

  private void write(List<? extends Job<?>> jobs) {
    Function<SQLException, RuntimeException> why = e -> Faults.refused("could not write", e);
    try {
      scribe.begin();
      for (var job : jobs) {
        job.run(scribe);
      }
      scribe.flush();
      why = e -> Faults.uncommitted("could not commit", e);
      scribe.commit();
      trouble = null;
    } catch (SQLException e) {
      giveUp(jobs, e, why);
      return;
    } catch (EventStoreException e) {
      giveUp(
          jobs,
          new SQLException(e),
          cause -> new EventStoreException(e.code(), "could not write", e));
      return;
    } catch (RuntimeException | Error e) {
      giveUp(jobs, new SQLException(e), why);
      return;
    }
    committed.accept(scribe.committed());
    jobs.forEach(Job::complete);
  }

  private void giveUp(
      List<? extends Job<?>> jobs, SQLException e, Function<SQLException, RuntimeException> why) {
    trouble = why.apply(e);
    try {
      scribe.rollBack();
      committed.accept(scribe.committed());
    } catch (SQLException again) {
      e.addSuppressed(again);
    }
    // Each caller gets an exception of its own.
    jobs.forEach(job -> job.fail(why.apply(e)));
  }
}
