package dev.maos.cli;

import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.HealthReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Health as objects for programs. */
final class HealthFigures {
  private HealthFigures() {}

  static Map<String, Object> of(HealthReport report) {
    var overall = report.overall();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("status", overall.status());
    fields.put("reasons", overall.reasons());
    fields.put("components", report.components().stream().map(HealthFigures::of).toList());
    return fields;
  }

  private static Map<String, Object> of(ComponentHealth part) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("component", part.component());
    fields.put("status", part.health().status());
    fields.put("reasons", part.health().reasons());
    fields.put("latencyMicros", part.latency().toNanos() / 1_000);
    fields.put("details", part.details());
    return fields;
  }
}
