package dev.maos.registry;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at regular intervals that this process lives. When the store has no such session any more,
 * because the process was silent for too long or the store has lost its memory, what is held here
 * is registered again. Thread-safe; it has no thread, only an alarm.
 */
final class Heart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

  private final RegistryContext registry;
  private final Hosting hosting;
  private TimeSource.@Nullable Alarm alarm;
  private long number;
  private boolean closed;
  private volatile boolean beats;
  private volatile long lastBeat;
  private volatile boolean failing;

  Heart(RegistryContext registry, Hosting hosting) {
    this.registry = registry;
    this.hosting = hosting;
  }

  /** Begins to beat, now that the session has begun. */
  void begin() {
    lastBeat = registry.time().nanos();
    beats = true;
    beatIn(registry.options().rhythm().interval());
  }

  /** Beats at once, to find out whether the store still knows the session. */
  void beatNow() {
    if (beats) {
      Thread.startVirtualThread(this::beat);
    }
  }

  /** How long ago the last beat arrived; nothing before the first registration. */
  Duration silence() {
    return beats ? Duration.ofNanos(registry.time().nanos() - lastBeat) : Duration.ZERO;
  }

  private void beat() {
    try {
      beatOnce();
      beatIn(registry.options().rhythm().interval());
    } catch (MaosException e) {
      failed(e);
    }
  }

  private void beatOnce() {
    var noted = registry.store().beat(hosting.session(), nextNumber());
    registry.counters().beats.increment();
    lastBeat = registry.time().nanos();
    failing = false;
    noted.ifPresentOrElse(
        registry.directory()::beat,
        () -> {
          LOG.warn("the registry does not know this process any more; it registers again");
          hosting.renew(hosting.held());
        });
  }

  private synchronized long nextNumber() {
    return ++number;
  }

  private void failed(MaosException e) {
    registry.counters().beatsFailed.increment();
    if (!failing) {
      LOG.atWarn()
          .addKeyValue("error", InvalidInputException.escape(String.valueOf(e.getMessage())))
          .log("this process cannot say that it lives; it tries again");
    }
    failing = true;
    var interval = registry.options().rhythm().interval();
    beatIn(interval.compareTo(Lookout.LOOK_AGAIN) < 0 ? interval : Lookout.LOOK_AGAIN);
  }

  private synchronized void beatIn(Duration delay) {
    if (alarm != null) {
      alarm.cancel();
    }
    if (!closed) {
      alarm = registry.time().schedule(delay, this::beat);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
