package dev.maos.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one system did in one scenario. Whatever a scenario does not measure is null, in JSON too.
 *
 * @param scenario the scenario's id
 * @param system {@code "maos"}, {@code "limit"} (what the bare JDK does), {@code "raw-framed"} and
 *     its kin (what a bare client of the server does) or a peer's name
 * @param messagesPerSecond the median of the rounds
 * @param min the slowest round
 * @param max the fastest round
 * @param cpuMicrosPerMessage CPU time of the whole process for one message, over all rounds:
 *     producer, consumer, garbage collector and the harness itself
 * @param serverCpuMicrosPerMessage the same of the server
 * @param p50Micros half of the messages arrived within this time of the moment they were meant to
 *     be sent; median of the rounds, as are the next two; at the first of several rates
 * @param rates the latencies at each rate; empty where nothing is sent at a rate
 * @param bytesPerAgent bytes of heap that one agent keeps
 * @param agents how many agents were subscribed and then each reached by a message
 * @param setUpMillis how long it took to subscribe them all
 * @param connections how many connections to the server they use
 * @param bytesPerEvent bytes of heap that are kept for an event after it was told and heard
 * @param note what must be said to the figures, or why there are none
 */
public record BenchRow(
    String scenario,
    String system,
    @Nullable Long messagesPerSecond,
    @Nullable Long min,
    @Nullable Long max,
    @Nullable Double cpuMicrosPerMessage,
    @Nullable Double serverCpuMicrosPerMessage,
    @Nullable Double p50Micros,
    @Nullable Double p95Micros,
    @Nullable Double p99Micros,
    List<RateRow> rates,
    @Nullable Long bytesPerAgent,
    @Nullable Long agents,
    @Nullable Double setUpMillis,
    @Nullable Long connections,
    @Nullable Double bytesPerEvent,
    @Nullable String note) {

  public BenchRow {
    rates = List.copyOf(rates);
  }

  /** A row of speeds and of the latencies that are not those of a rate; they may be empty. */
  static BenchRow of(Scenario scenario, String system, Rounds rounds, Latencies latencies) {
    return of(scenario.id(), system, rounds, latencies);
  }

  /** The same for a scenario that has this name. */
  static BenchRow of(String scenario, String system, Rounds rounds, Latencies latencies) {
    boolean timed = !latencies.isEmpty();
    return new BenchRow(
        scenario,
        system,
        Math.round(rounds.medianRate()),
        Math.round(rounds.minRate()),
        Math.round(rounds.maxRate()),
        thousandths(rounds.cpuMicros()),
        rounds.areServed() ? thousandths(rounds.serverCpuMicros()) : null,
        timed ? thousandths(latencies.micros(50)) : null,
        timed ? thousandths(latencies.micros(95)) : null,
        timed ? thousandths(latencies.micros(99)) : null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** A row of a system that could not take part. */
  public static BenchRow absent(Scenario scenario, String system, String note) {
    return new BenchRow(
        scenario.id(),
        system,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        note);
  }

  /** A row of what agents cost that do nothing. */
  static BenchRow ofIdleAgents(
      String system, double bytesPerAgent, long agents, double setUpMillis) {
    return new BenchRow(
        Scenario.IDLE_AGENTS.id(),
        system,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        Math.round(bytesPerAgent),
        agents,
        thousandths(setUpMillis),
        null,
        null,
        null);
  }

  /** A row of how long jobs wait, and nothing else. */
  static BenchRow ofWaits(
      String scenario, String system, double p50, double p95, double p99, String note) {
    return new BenchRow(
        scenario,
        system,
        null,
        null,
        null,
        null,
        null,
        thousandths(p50),
        thousandths(p95),
        thousandths(p99),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        note);
  }

  BenchRow rates(List<RateRow> measured) {
    if (measured.isEmpty()) {
      return this;
    }
    var first = measured.getFirst();
    return new BenchRow(
        scenario,
        system,
        messagesPerSecond,
        min,
        max,
        cpuMicrosPerMessage,
        serverCpuMicrosPerMessage,
        first.p50Micros(),
        first.p95Micros(),
        first.p99Micros(),
        measured,
        bytesPerAgent,
        agents,
        setUpMillis,
        connections,
        bytesPerEvent,
        note);
  }

  BenchRow bytesPerAgent(double bytes) {
    return new BenchRow(
        scenario,
        system,
        messagesPerSecond,
        min,
        max,
        cpuMicrosPerMessage,
        serverCpuMicrosPerMessage,
        p50Micros,
        p95Micros,
        p99Micros,
        rates,
        Math.round(bytes),
        agents,
        setUpMillis,
        connections,
        bytesPerEvent,
        note);
  }

  BenchRow note(String words) {
    return new BenchRow(
        scenario,
        system,
        messagesPerSecond,
        min,
        max,
        cpuMicrosPerMessage,
        serverCpuMicrosPerMessage,
        p50Micros,
        p95Micros,
        p99Micros,
        rates,
        bytesPerAgent,
        agents,
        setUpMillis,
        connections,
        bytesPerEvent,
        words);
  }

  BenchRow connections(long count) {
    return new BenchRow(
        scenario,
        system,
        messagesPerSecond,
        min,
        max,
        cpuMicrosPerMessage,
        serverCpuMicrosPerMessage,
        p50Micros,
        p95Micros,
        p99Micros,
        rates,
        bytesPerAgent,
        agents,
        setUpMillis,
        count,
        bytesPerEvent,
        note);
  }

  BenchRow bytesPerEvent(double bytes) {
    return new BenchRow(
        scenario,
        system,
        messagesPerSecond,
        min,
        max,
        cpuMicrosPerMessage,
        serverCpuMicrosPerMessage,
        p50Micros,
        p95Micros,
        p99Micros,
        rates,
        bytesPerAgent,
        agents,
        setUpMillis,
        connections,
        thousandths(bytes) + 0.0, // so that -0 is 0
        note);
  }

  // A microsecond has no more digits than a clock can give.
  static double thousandths(double value) {
    return Math.rint(value * 1_000) / 1_000;
  }
}
