package dev.maos.registry;

import dev.maos.monitor.LatencySnapshot;
import java.time.Duration;

/**
 * What a registry has counted since it was opened.
 *
 * @param agents that it knows
 * @param held of these, the ones of this process
 * @param registrations made here
 * @param lost registrations that another process took
 * @param beats that arrived
 * @param beatsFailed that did not
 * @param statesWritten states of agents that were written
 * @param selections asked for
 * @param nobody of these, the ones that found nobody
 * @param probes made
 * @param silentProbes of these, the ones that nobody answered in time
 * @param readsFailed attempts to read the store that failed
 * @param gaps how often everybody had to be read anew
 * @param viewAge how old the view may be
 * @param roundTrips how long answers took
 */
public record RegistryMetrics(
    int agents,
    int held,
    long registrations,
    long lost,
    long beats,
    long beatsFailed,
    long statesWritten,
    long selections,
    long nobody,
    long probes,
    long silentProbes,
    long readsFailed,
    long gaps,
    Duration viewAge,
    LatencySnapshot roundTrips) {

  private static final RegistryMetrics NONE =
      new RegistryMetrics(
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, LatencySnapshot.none());

  /** Those of a registry that was not used yet. */
  static RegistryMetrics none() {
    return NONE;
  }
}
