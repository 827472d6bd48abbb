package dev.maos.micrometer;

import dev.maos.registry.RegistryMetrics;

/** What is exported of the registry. */
final class RegistryReadings {
  private RegistryReadings() {}

  static void read(RegistryMetrics registry, Readings into) {
    into.level("maos.registry.agents", "Agents known here", registry.agents())
        .level("maos.registry.agents.held", "Agents of this process", registry.held())
        .age("maos.registry.view.age", "How old the view may be", registry.viewAge())
        .count("maos.registry.registrations", "Made here", registry.registrations())
        .count("maos.registry.registrations.lost", "Taken by other processes", registry.lost())
        .count("maos.registry.beats", "Heartbeats that arrived", registry.beats())
        .count("maos.registry.beats.failed", "Heartbeats that did not", registry.beatsFailed())
        .count("maos.registry.states.written", "States of agents written", registry.statesWritten())
        .count("maos.registry.selections", "Selections asked for", registry.selections())
        .count("maos.registry.selections.nobody", "Those that found nobody", registry.nobody())
        .count("maos.registry.probes", "Probes made", registry.probes())
        .count("maos.registry.probes.silent", "Probes nobody answered", registry.silentProbes())
        .count("maos.registry.reads.failed", "Reads that failed", registry.readsFailed())
        .count("maos.registry.gaps", "Everybody had to be read anew", registry.gaps())
        .latency("maos.registry.round.trip", "How long answers took", registry.roundTrips());
  }
}
