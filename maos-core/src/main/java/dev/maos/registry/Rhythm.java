package dev.maos.registry;

import java.time.Duration;

/**
 * How often a process says that it lives, and after how long a silence nobody believes it any more.
 * Between half an interval of delay and that end its agents are suspects. Immutable.
 *
 * @param interval between two beats, 10 ms to 1 hour
 * @param timeout the silence after which its agents are gone: at least twice the interval, at most
 *     1 day
 */
public record Rhythm(Duration interval, Duration timeout) {
  private static final Rhythm DEFAULT = new Rhythm(Duration.ofSeconds(30), Duration.ofSeconds(90));

  /** Checks the range. */
  public Rhythm {
    Limit.setting("interval", interval, Duration.ofMillis(10), Duration.ofHours(1));
    Limit.setting("timeout", timeout, interval.multipliedBy(2), Duration.ofDays(1));
  }

  /** A beat each 30 s; gone after 90 s. */
  public static Rhythm standard() {
    return DEFAULT;
  }

  /** Beats at this interval; gone after three of them. */
  public static Rhythm every(Duration interval) {
    return new Rhythm(interval, interval.multipliedBy(3));
  }

  /** The silence after which its agents are suspects: one and a half intervals. */
  public Duration suspectAfter() {
    return interval.multipliedBy(3).dividedBy(2);
  }

  long suspectMicros() {
    return suspectAfter().toNanos() / 1_000;
  }

  long timeoutMicros() {
    return timeout.toNanos() / 1_000;
  }

  /** When a beat that was due has certainly had time to arrive: one and a quarter intervals. */
  long overdueMicros() {
    return interval.toNanos() / 800;
  }
}
