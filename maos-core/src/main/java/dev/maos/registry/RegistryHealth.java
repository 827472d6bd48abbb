package dev.maos.registry;

import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells how a registry is. */
final class RegistryHealth {
  private static final String COMPONENT = "registry";
  private static final Duration STALE = Duration.ofSeconds(2);

  private RegistryHealth() {}

  static ComponentHealth unused() {
    return new ComponentHealth(
        COMPONENT, new Health.Healthy(), Duration.ZERO, Map.of("state", "not used yet"));
  }

  static ComponentHealth closed() {
    return new ComponentHealth(
        COMPONENT, Health.unhealthy("the registry is closed"), Duration.ZERO, Map.of());
  }

  static ComponentHealth of(AgentCounts counts, Duration viewAge, Duration silence, Rhythm rhythm) {
    var reasons = new ArrayList<String>();
    if (viewAge.compareTo(STALE) > 0) {
      reasons.add("the view of other agents is " + viewAge.toSeconds() + " s old");
    }
    if (silence.compareTo(rhythm.timeout()) >= 0) {
      reasons.add(
          "others have given this process up: it could not beat for " + silence.toSeconds() + " s");
    } else if (silence.compareTo(rhythm.suspectAfter()) >= 0) {
      reasons.add("this process could not beat for " + silence.toSeconds() + " s");
    }
    var details =
        Map.of(
            "agents", Integer.toString(counts.agents()),
            "alive", Integer.toString(counts.byLiveness().getOrDefault(Liveness.ALIVE, 0)),
            "gone", Integer.toString(counts.byLiveness().getOrDefault(Liveness.GONE, 0)));
    var health =
        reasons.isEmpty() ? new Health.Healthy() : new Health.Degraded(List.copyOf(reasons));
    return new ComponentHealth(COMPONENT, health, Duration.ZERO, details);
  }
}
