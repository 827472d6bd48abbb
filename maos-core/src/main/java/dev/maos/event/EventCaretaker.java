package dev.maos.event;

import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rounds that a dispatcher makes by itself: it removes what exceeds the retention, and tells
 * whose reading that cuts off. It has no thread, only an alarm. Thread-safe.
 */
final class EventCaretaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventCaretaker.class);
  private static final int MAX_PASSES = 10_000;

  private final EventContext context;
  private final Runnable beforeCleaning;
  private TimeSource.Alarm alarm;
  private boolean isClosed;

  EventCaretaker(EventContext context, Runnable beforeCleaning) {
    this.context = context;
    this.beforeCleaning = beforeCleaning;
    this.alarm = context.time().schedule(context.options().cleanupInterval(), this::cleanUp);
  }

  private void cleanUp() {
    try {
      beforeCleaning.run();
      var _ = retain();
    } catch (MaosException e) {
      LOG.atWarn().setCause(e).log("cleaning up failed; it is tried again at the next interval");
    }
    synchronized (this) {
      if (!isClosed) {
        alarm = context.time().schedule(context.options().cleanupInterval(), this::cleanUp);
      }
    }
  }

  /** Removes all that exceeds the retention. */
  RetentionPass retain() {
    long removed = 0;
    List<EventCursor> cutOff = new ArrayList<>();
    for (int i = 0; i < MAX_PASSES; i++) {
      var pass = context.store().retain(context.options().retention());
      removed += pass.removed();
      pass.cutOff().forEach(context.announcements()::cutOff);
      cutOff.addAll(pass.cutOff());
      if (pass.finished()) {
        return new RetentionPass(removed, cutOff, true);
      }
    }
    return new RetentionPass(removed, cutOff, false);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    alarm.cancel();
  }
}
