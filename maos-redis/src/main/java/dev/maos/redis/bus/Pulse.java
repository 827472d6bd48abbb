package dev.maos.redis.bus;

import dev.maos.base.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This process's part in what time brings: now and then, and when something is known to become due,
 * it asks the server to end leases and to deliver what is due. Every process does so, so that it
 * happens while any of them lives. Thread-safe.
 */
final class Pulse {
  /** How long at most until the next look; also how late what another process knew of can be. */
  private static final long LONGEST_MICROS = 1_000_000;

  private static final long SHORTEST_MICROS = 1_000;
  private static final long LONGEST_TRIP_MICROS = 300_000;

  private final Pipeline pipeline;
  private final TimeSource time;
  private final ServerClock clock;
  private final Runnable onForgotten;
  private final Runnable onLook;
  private volatile boolean known;
  private long nextAt = Long.MAX_VALUE;
  private long longest = LONGEST_MICROS;
  private TimeSource.@Nullable Alarm alarm;
  private boolean stopped;

  /**
   * A pulse that has not begun.
   *
   * @param onForgotten runs when the server had taken this process for gone
   * @param onLook runs with each look
   */
  Pulse(
      Pipeline pipeline,
      TimeSource time,
      ServerClock clock,
      Runnable onForgotten,
      Runnable onLook) {
    this.onForgotten = onForgotten;
    this.onLook = onLook;
    this.pipeline = pipeline;
    this.time = time;
    this.clock = clock;
  }

  /** Answers whether there is more to do at once. */
  Operation<Boolean> operation() {
    long asked = time.micros();
    return Operation.of(
        Packer.operation('T')
            .raw(new byte[] {Session.PUBLISHING, Session.SETTLING, Session.ASKING}),
        answer -> read(answer, asked));
  }

  private boolean read(Answer answer, long asked) {
    var more = answer.u8() == 1;
    if (answer.u8() == 1 && known) {
      onForgotten.run();
    }
    known = true;
    long now = answer.u64();
    long lease = answer.u64();
    long due = answer.u64();
    long local = time.micros();
    // An answer that was long on its way says little of the time.
    if (local - asked < LONGEST_TRIP_MICROS) {
      clock.compare(now, local);
    }
    within(
        more
            ? 0
            : Math.min(lease == 0 ? longest() : lease - now, due == 0 ? longest() : due - now));
    return more;
  }

  synchronized void start() {
    if (nextAt == Long.MAX_VALUE) {
      within(LONGEST_MICROS);
    }
  }

  /** Leases of such a length are about: it is looked at least twice as often. */
  synchronized void lease(long micros) {
    longest = Math.clamp(micros / 2, SHORTEST_MICROS, longest);
  }

  private synchronized long longest() {
    return longest;
  }

  /** Looks again at that time of the server's clock, or earlier. */
  void at(long serverMicros) {
    within(serverMicros - clock.offset() - time.micros());
  }

  /** Looks again after so many microseconds, or earlier. */
  synchronized void within(long micros) {
    long at = time.micros() + Math.clamp(micros, SHORTEST_MICROS, longest);
    if (stopped || at >= nextAt) {
      return;
    }
    if (alarm != null) {
      alarm.cancel();
    }
    nextAt = at;
    alarm = time.schedule(Duration.ofNanos((at - time.micros()) * 1_000), this::look);
  }

  synchronized void stop() {
    stopped = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private void look() {
    synchronized (this) {
      nextAt = Long.MAX_VALUE;
      alarm = null;
      if (stopped) {
        return;
      }
    }
    onLook.run();
    var look = pipeline.submit(operation());
    var _ =
        look.result()
            .whenComplete((more, error) -> {
              if (error != null) {
                within(LONGEST_MICROS);
              }
            });
  }
}
