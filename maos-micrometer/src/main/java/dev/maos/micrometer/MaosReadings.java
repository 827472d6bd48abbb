package dev.maos.micrometer;

import dev.maos.Maos;

/** What is exported of all parts. Not thread-safe. */
final class MaosReadings {
  private final Maos maos;
  private final BusReadings bus = new BusReadings();

  MaosReadings(Maos maos) {
    this.maos = maos;
  }

  void read(Readings into) {
    var metrics = maos.metrics();
    bus.read(metrics.bus(), into);
    metrics.events().ifPresent(events -> EventReadings.read(events, into));
    RegistryReadings.read(metrics.registry(), into);
    ConsensusReadings.read(metrics.consensus(), into);
    HealthReadings.read(metrics.health(), into);
  }
}
