package dev.maos.testkit.history;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a history is judged by.
 *
 * @param maxDeliveries how often a message may be tried; one more is granted for a bury that was
 *     lost
 * @param skew how far the clocks of two processes may differ, and how long a claim may take
 * @param lease how long a disturbance of a process excuses that its work went to others
 * @param maxDepth the bound of every queue
 * @param forgiven what this storage does not promise, as a failover without waiting for replicas
 *     does not promise to lose nothing
 */
public record Rules(
    int maxDeliveries, Duration skew, Duration lease, int maxDepth, Set<Anomaly> forgiven) {
  private static final Rules DEFAULTS =
      new Rules(5, Duration.ofMillis(50), Duration.ofSeconds(30), 10_000, Set.of());

  public Rules {
    forgiven = Set.copyOf(forgiven);
  }

  /** As the defaults of the bus, with everything promised. */
  public static Rules defaults() {
    return DEFAULTS;
  }

  public Rules maxDeliveries(int times) {
    return new Rules(times, skew, lease, maxDepth, forgiven);
  }

  public Rules skew(Duration allowed) {
    return new Rules(maxDeliveries, allowed, lease, maxDepth, forgiven);
  }

  public Rules lease(Duration time) {
    return new Rules(maxDeliveries, skew, time, maxDepth, forgiven);
  }

  public Rules maxDepth(int messages) {
    return new Rules(maxDeliveries, skew, lease, messages, forgiven);
  }

  /** Without these. */
  public Rules forgiving(Anomaly... anomalies) {
    var all = EnumSet.noneOf(Anomaly.class);
    all.addAll(forgiven);
    all.addAll(Set.of(anomalies));
    return new Rules(maxDeliveries, skew, lease, maxDepth, all);
  }

  long skewMicros() {
    return skew.toNanos() / 1_000;
  }

  long leaseMicros() {
    return lease.toNanos() / 1_000;
  }
}
