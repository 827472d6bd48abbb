package dev.maos;

import dev.maos.consensus.ConsensusMetrics;
import dev.maos.event.EventMetrics;
import dev.maos.message.BusMetrics;
import dev.maos.monitor.HealthReport;
import dev.maos.registry.RegistryMetrics;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What all parts of one {@link Maos} have counted since it was opened, read one after the other.
 * Immutable.
 *
 * @param at when it was read
 * @param bus messages
 * @param events events; nothing before the first use of {@link Maos#events}
 * @param registry agents; all zero before its first use
 * @param consensus votes; all zero before its first use
 * @param health of the parts and of the backend
 */
public record MaosMetrics(
    Instant at,
    BusMetrics bus,
    Optional<EventMetrics> events,
    RegistryMetrics registry,
    ConsensusMetrics consensus,
    HealthReport health) {

  /** Checks that nothing is missing. */
  public MaosMetrics {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(bus, "bus");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(consensus, "consensus");
    Objects.requireNonNull(health, "health");
  }
}
