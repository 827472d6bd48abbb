package dev.maos.monitor;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * That the status of at least one part has become another. Immutable.
 *
 * @param at when it was seen
 * @param before what the listener had been told last; without parts, and so healthy, at first
 * @param now what is true now
 */
public record HealthChange(Instant at, HealthReport before, HealthReport now) {
  private static final String WELL = Health.healthy().status();

  /** Checks that nothing is missing. */
  public HealthChange {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(now, "now");
  }

  /**
   * The parts whose status is another, as they are now; one that is not told of any more is well.
   */
  public List<ComponentHealth> changed() {
    var earlier = statuses(before);
    var present = statuses(now);
    var others =
        now.components().stream()
            .filter(part -> !part.health().status().equals(status(earlier, part.component())));
    var mended =
        before.components().stream()
            .filter(part -> !present.containsKey(part.component()))
            .filter(part -> !part.health().status().equals(WELL))
            .map(HealthChange::mended);
    return Stream.concat(others, mended).toList();
  }

  private static ComponentHealth mended(ComponentHealth part) {
    return new ComponentHealth(part.component(), Health.healthy(), part.latency(), Map.of());
  }

  private static String status(Map<String, String> statuses, String component) {
    return statuses.getOrDefault(component, WELL);
  }

  private static Map<String, String> statuses(HealthReport report) {
    var statuses = new LinkedHashMap<String, String>();
    report.components().forEach(part -> statuses.put(part.component(), part.health().status()));
    return statuses;
  }
}
