package dev.maos.sqlite;

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
  private static final long IDLE_NANOS = 50_000_000;
  private static final long WORTH_INDEXING = 1_000;
  private static final long INDEXED_AT_ONCE = 2_000;
  private static final long INDEXED_UNDER_LOAD = 20_000;

  private final Scribe scribe;
  private final Inlet inlet;
  private final long maxLag;
  private final Consumer<Bounds> committed;
  private volatile @Nullable RuntimeException trouble;

  Writer(Scribe scribe, Inlet inlet, long maxLag, Consumer<Bounds> committed) {
    this.scribe = scribe;
    this.inlet = inlet;
    this.maxLag = maxLag;
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
      boolean indexing = scribe.committed().lag() >= WORTH_INDEXING && trouble == null;
      var jobs = indexing ? inlet.poll(idle ? 0 : IDLE_NANOS) : inlet.take();
      if (!jobs.isEmpty()) {
        idle = false;
        write(jobs);
      } else if (inlet.isClosed()) {
        return;
      } else {
        idle = true;
        index(INDEXED_AT_ONCE);
      }
      while (scribe.committed().lag() > maxLag && index(INDEXED_UNDER_LOAD)) {
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
