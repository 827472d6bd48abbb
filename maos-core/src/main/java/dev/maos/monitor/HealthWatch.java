package dev.maos.monitor;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Subscription;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the health every two seconds and tells who listens when the status of a part has become
 * another one.
 *
 * <p>A look that takes longer than two seconds is itself a fault, of the part {@code health}: so a
 * fault is told within five seconds, also one that makes the parts hang, and its end two seconds
 * after the parts show it. Nothing is looked at while nobody listens, and one look never begins
 * before the last one has ended.
 *
 * <p>Each listener is told on a virtual thread of its own, one change after the other; one that is
 * slow is told the newest state when it is ready, and keeps nobody else waiting. There are at most
 * 100. Thread-safe; closing leaves no alarm behind, and a callback that is running to its end.
 */
public final class HealthWatch implements AutoCloseable {
  /** The most listeners at a time. */
  public static final int MOST_LISTENERS = 100;

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String SELF = "health";
  private static final long NOT_LOOKING = Long.MIN_VALUE;

  private final Supplier<HealthReport> parts;
  private final TimeSource time;
  private final List<HealthListening> listening = new CopyOnWriteArrayList<>();
  private HealthReport last = new HealthReport(List.of());
  private long lookingSince = NOT_LOOKING;
  private TimeSource.@Nullable Alarm alarm;
  private long turn;
  private boolean closed;

  /** Looks at nothing yet. */
  public HealthWatch(Supplier<HealthReport> parts, TimeSource time) {
    this.parts = Objects.requireNonNull(parts, "parts");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Tells a listener of every change from now on, and at the first look of what is not well.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_SETTING} beyond the most listeners
   */
  public synchronized Subscription onChange(Consumer<? super HealthChange> listener) {
    Objects.requireNonNull(listener, "listener");
    if (listening.size() >= MOST_LISTENERS) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING,
          "health listeners",
          Integer.toString(MOST_LISTENERS + 1),
          "at most " + MOST_LISTENERS);
    }
    var one = new HealthListening(listener, time, this::left);
    if (closed) {
      one.close();
      return one;
    }
    listening.add(one);
    if (alarm == null) {
      next(Duration.ZERO);
    }
    return one;
  }

  private synchronized void left(HealthListening one) {
    listening.remove(one);
    if (listening.isEmpty()) {
      stop();
    }
  }

  // A look that was called off while it began is not the one that is waited for.
  private void next(Duration delay) {
    long mine = ++turn;
    alarm = time.schedule(delay, () -> look(mine));
  }

  private void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
      turn++;
    }
  }

  private void look(long mine) {
    if (begin(mine)) {
      end(report());
    }
  }

  /** Whether a look begins now; if the last one has not ended, that may have to be told. */
  private synchronized boolean begin(long mine) {
    if (mine != turn) {
      return false;
    }
    next(EVERY);
    if (lookingSince == NOT_LOOKING) {
      lookingSince = time.nanos();
      return true;
    }
    var taking = Duration.ofNanos(time.nanos() - lookingSince);
    if (taking.compareTo(PATIENCE) >= 0) {
      tell(
          beside(Health.unhealthy("the parts have not answered for " + taking.toSeconds() + " s")));
    }
    return false;
  }

  private HealthReport report() {
    try {
      return parts.get();
    } catch (RuntimeException e) {
      return beside(Health.unhealthy("the parts could not be asked: " + e));
    }
  }

  private synchronized void end(HealthReport report) {
    lookingSince = NOT_LOOKING;
    if (!closed) {
      last = report;
      tell(report);
    }
  }

  /** What was last seen of the parts, and what the watch itself has to say. */
  private synchronized HealthReport beside(Health own) {
    var all = new ArrayList<>(last.components());
    all.removeIf(part -> part.component().equals(SELF));
    all.add(new ComponentHealth(SELF, own, Duration.ZERO, Map.of()));
    return new HealthReport(all);
  }

  private void tell(HealthReport report) {
    listening.forEach(one -> one.seen(report));
  }

  /** Looks no more and tells nobody any more. Closing twice is fine. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
    listening.forEach(HealthListening::end);
    listening.clear();
  }
}
