package dev.maos.consensus;

import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/** How consensus is. */
final class ConsensusHealth {
  private static final String COMPONENT = "consensus";

  private ConsensusHealth() {}

  static ComponentHealth closed() {
    return new ComponentHealth(
        COMPONENT, Health.unhealthy("it is closed"), Duration.ZERO, Map.of());
  }

  static ComponentHealth unused() {
    return new ComponentHealth(COMPONENT, Health.healthy(), Duration.ZERO, Map.of());
  }

  static ComponentHealth of(ConsensusMetrics metrics, Duration sinceSwept, Duration interval) {
    var reasons = new ArrayList<String>();
    if (sinceSwept.compareTo(interval.multipliedBy(3).plusSeconds(1)) > 0) {
      reasons.add("its store does not answer, for " + sinceSwept.toSeconds() + " s");
    }
    if (metrics.rollbacks() > 0) {
      reasons.add(metrics.rollbacks() + " logs of votes were rolled back in its store");
    }
    var details =
        Map.of(
            "listening", Integer.toString(metrics.listening()),
            "requested", Long.toString(metrics.requested()),
            "reached", Long.toString(metrics.reached()));
    var health = reasons.isEmpty() ? Health.healthy() : new Health.Degraded(reasons);
    return new ComponentHealth(COMPONENT, health, Duration.ZERO, details);
  }
}
