package dev.maos.registry;

import dev.maos.monitor.Counter;
import dev.maos.monitor.LatencyHistogram;

/** What a registry counts. */
final class RegistryCounters {
  final Counter registrations = new Counter();
  final Counter lost = new Counter();
  final Counter beats = new Counter();
  final Counter beatsFailed = new Counter();
  final Counter writes = new Counter();
  final Counter selections = new Counter();
  final Counter nobody = new Counter();
  final Counter probes = new Counter();
  final Counter silentProbes = new Counter();
  final Counter readsFailed = new Counter();
  final Counter gaps = new Counter();
  final LatencyHistogram roundTrips = new LatencyHistogram();
}
