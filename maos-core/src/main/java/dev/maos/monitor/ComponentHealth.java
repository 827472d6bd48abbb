package dev.maos.monitor;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The health of one part of the layer, such as the bus or the backend. Immutable.
 *
 * @param component the name of the part, not blank
 * @param health how well it is
 * @param latency how long the check took; not negative
 * @param details facts behind the status, in the order in which they were given; never secrets
 */
public record ComponentHealth(
    String component, Health health, Duration latency, Map<String, String> details) {

  /** Checks the values and copies the details. */
  public ComponentHealth {
    if (component.isBlank()) {
      throw new IllegalArgumentException("component must not be blank");
    }
    Objects.requireNonNull(health, "health");
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative: " + latency);
    }
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
