package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The rounds of one system in one scenario. Not thread-safe. */
final class Rounds {
  private final List<Round> rounds = new ArrayList<>();

  void add(Round round) {
    rounds.add(round);
  }

  double medianRate() {
    return Median.of(sorted(Round::rate));
  }

  double minRate() {
    return sorted(Round::rate)[0];
  }

  double maxRate() {
    return sorted(Round::rate)[rounds.size() - 1];
  }

  /** CPU of the process for a message, over all rounds: some kernels count it in steps of 10 ms. */
  double cpuMicros() {
    return perMessage(Round::cpuNanos);
  }

  /** Whether a server worked for them. */
  boolean areServed() {
    return rounds.stream().anyMatch(round -> round.serverCpuNanos() > 0);
  }

  /** CPU of the server for a message, over all rounds. */
  double serverCpuMicros() {
    return perMessage(Round::serverCpuNanos);
  }

  private double perMessage(ToLongFunction<Round> nanos) {
    long messages = rounds.stream().mapToLong(Round::messages).sum();
    return rounds.stream().mapToLong(nanos).sum() / 1e3 / messages;
  }

  private double[] sorted(ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray();
  }
}
