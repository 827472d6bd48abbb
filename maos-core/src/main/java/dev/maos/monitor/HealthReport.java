package dev.maos.monitor;

import java.util.List;

/**
 * The health of the whole layer at one moment, part by part. Immutable.
 *
 * @param components the parts
 */
public record HealthReport(List<ComponentHealth> components) {

  /** Copies the parts. */
  public HealthReport {
    components = List.copyOf(components);
  }

  /** The worst health of any part; its reasons begin with the name of the part. */
  public Health overall() {
    return Health.worst(components.stream().map(HealthReport::named).toList());
  }

  private static Health named(ComponentHealth part) {
    return switch (part.health()) {
      case Health.Healthy healthy -> healthy;
      case Health.Degraded(var reasons) -> new Health.Degraded(prefixed(part, reasons));
      case Health.Unhealthy(var reasons) -> new Health.Unhealthy(prefixed(part, reasons));
    };
  }

  private static List<String> prefixed(ComponentHealth part, List<String> reasons) {
    return reasons.stream().map(reason -> part.component() + ": " + reason).toList();
  }
}
