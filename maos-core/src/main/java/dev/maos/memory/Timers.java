package dev.maos.memory;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint waits for: the delayed messages in order of their time, and one alarm for
 * whatever comes first. Guarded by the endpoint's lock.
 */
final class Timers {
  private static final Comparator<Entry> BY_TIME =
      Comparator.<Entry>comparingLong(e -> e.until).thenComparingLong(e -> e.sequence);

  private static final long LONGEST_WAIT_MICROS = TimeUnit.DAYS.toMicros(1);

  private final Runnable onAlarm;
  private @Nullable PriorityQueue<Entry> delayed;
  private TimeSource.@Nullable Alarm alarm;
  private long alarmAt;

  Timers(Runnable onAlarm) {
    this.onAlarm = onAlarm;
  }

  void delay(Entry entry) {
    if (delayed == null) {
      delayed = new PriorityQueue<>(BY_TIME);
    }
    delayed.add(entry);
  }

  void forget(Entry entry) {
    if (delayed != null) {
      delayed.remove(entry);
    }
  }

  /** Adds the delayed messages of one queue to {@code entries}. */
  void addDelayed(MemoryQueue queue, List<Entry> entries) {
    if (delayed != null) {
      delayed.stream().filter(entry -> entry.queue == queue).forEach(entries::add);
    }
  }

  /** The next delayed message whose time has come, taken out. */
  @Nullable Entry pollDue(long nowMicros) {
    var first = delayed == null ? null : delayed.peek();
    if (delayed == null || first == null || first.until > nowMicros) {
      return null;
    }
    return delayed.poll();
  }

  /** When the next delayed message is due; the end of time if there is none. */
  long nextDue() {
    var first = delayed == null ? null : delayed.peek();
    return first == null ? Long.MAX_VALUE : first.until;
  }

  /** Makes sure that an alarm comes at {@code atMicros} or before. */
  void armFor(long atMicros, TimeSource time) {
    if (atMicros == Long.MAX_VALUE || (alarm != null && alarmAt <= atMicros)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel();
    }
    // An alarm that comes early looks again; so the longest wait need not be waited in one.
    long now = time.micros();
    alarmAt = Math.min(atMicros, now + LONGEST_WAIT_MICROS);
    alarm = time.schedule(Duration.of(Math.max(0, alarmAt - now), ChronoUnit.MICROS), onAlarm);
  }

  /** A moment that much later; the end of time if that is beyond. */
  static long later(long nowMicros, Duration delay) {
    long micros = TimeUnit.MICROSECONDS.convert(delay);
    return micros > Long.MAX_VALUE - nowMicros ? Long.MAX_VALUE - 1 : nowMicros + micros;
  }

  void cancelUnlessDelayed() {
    if (alarm != null && (delayed == null || delayed.isEmpty())) {
      alarm.cancel();
      alarm = null;
    }
  }

  void alarmWentOff() {
    alarm = null;
  }
}
