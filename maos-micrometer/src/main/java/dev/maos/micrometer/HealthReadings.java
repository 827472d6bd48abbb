package dev.maos.micrometer;

import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.monitor.HealthReport;

/** What is exported of health: a number for each part, since tools draw and compare numbers. */
final class HealthReadings {
  private HealthReadings() {}

  static void read(HealthReport report, Readings into) {
    report.components().forEach(part -> read(part, into));
  }

  private static void read(ComponentHealth part, Readings into) {
    into.level(
            "maos.health",
            "0 healthy, 1 degraded, 2 unhealthy",
            number(part.health()),
            "component",
            part.component())
        .age(
            "maos.health.check.latency",
            "How long the last look at the part took",
            part.latency(),
            "component",
            part.component());
  }

  private static int number(Health health) {
    return switch (health) {
      case Health.Healthy() -> 0;
      case Health.Degraded _ -> 1;
      case Health.Unhealthy _ -> 2;
    };
  }
}
