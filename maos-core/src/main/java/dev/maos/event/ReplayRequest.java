package dev.maos.event;

import java.time.Instant;

/**
 * What is to be told again, and how fast.
 *
 * @param query which events, up to those recorded when the replay begins
 * @param after behind which sequence; 0 for all. With the {@linkplain ReplayProgress#position
 *     position} of an earlier replay it goes on where that one ended
 * @param speed how fast
 */
public record ReplayRequest(EventQuery query, long after, ReplaySpeed speed) {
  public ReplayRequest {
    Required.field(query, "query");
    Setting.between("after", after, 0, Long.MAX_VALUE);
    Required.field(speed, "speed");
  }

  /** All of these, as fast as the handler. */
  public static ReplayRequest of(EventQuery query) {
    return new ReplayRequest(query, 0, ReplaySpeed.unbound());
  }

  /** What this filter wants, as fast as the handler. */
  public static ReplayRequest of(EventFilter filter) {
    return of(EventQuery.of(filter));
  }

  public ReplayRequest after(long sequence) {
    return new ReplayRequest(query, sequence, speed);
  }

  /** From this moment on. */
  public ReplayRequest since(Instant moment) {
    return new ReplayRequest(query.since(moment), after, speed);
  }

  public ReplayRequest speed(ReplaySpeed speed) {
    return new ReplayRequest(query, after, speed);
  }

  /** So many times as fast as it was recorded. */
  public ReplayRequest speed(double factor) {
    return speed(ReplaySpeed.times(factor));
  }
}
