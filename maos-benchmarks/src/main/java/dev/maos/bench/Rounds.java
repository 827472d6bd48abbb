package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

  double medianCpuMicros() {
    return Median.of(sorted(Round::cpuMicros));
  }

  /** Whether a server worked for them. */
  boolean areServed() {
    return rounds.stream().anyMatch(round -> round.serverCpuNanos() > 0);
  }

  double medianServerCpuMicros() {
    return Median.of(sorted(Round::serverCpuMicros));
  }

  private double[] sorted(ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray();
  }
}
