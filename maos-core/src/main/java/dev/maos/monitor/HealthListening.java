package dev.maos.monitor;

import dev.maos.base.Subscription;
import dev.maos.base.TimeSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who listens to changes of health: knows what it was told, and keeps only the newest of what
 * it was not told yet. Has a virtual thread while there is something to tell. Thread-safe.
 */
final class HealthListening implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(HealthListening.class);

  private final Consumer<? super HealthChange> listener;
  private final TimeSource time;
  private final Consumer<HealthListening> onClosed;
  private HealthReport told = new HealthReport(List.of());
  private HealthReport newest = told;
  private boolean telling;
  private boolean paused;
  private boolean ended;

  HealthListening(
      Consumer<? super HealthChange> listener,
      TimeSource time,
      Consumer<HealthListening> onClosed) {
    this.listener = listener;
    this.time = time;
    this.onClosed = onClosed;
  }

  /** Something was seen, which may be as before. */
  synchronized void seen(HealthReport report) {
    newest = report;
    if (!telling && mustTell()) {
      telling = true;
      Thread.ofVirtual().name("maos-health").start(this::tell);
    }
  }

  private boolean mustTell() {
    return !ended && !paused && !change().changed().isEmpty();
  }

  private HealthChange change() {
    return new HealthChange(time.now(), told, newest);
  }

  private void tell() {
    for (var change = next(); change != null; change = next()) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        LOG.warn("A listener to changes of health failed", e);
      }
    }
  }

  private synchronized @Nullable HealthChange next() {
    telling = mustTell();
    if (!telling) {
      return null;
    }
    var change = change();
    told = newest;
    return change;
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
    seen(newest);
  }

  @Override
  public synchronized boolean isActive() {
    return !paused && !ended;
  }

  synchronized void end() {
    ended = true;
  }

  @Override
  public void close() {
    end();
    onClosed.accept(this);
  }
}
