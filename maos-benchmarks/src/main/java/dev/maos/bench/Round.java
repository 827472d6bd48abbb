package dev.maos.bench;

/**
 * One measured round.
 *
 * @param messages how many were sent and received
 * @param nanos from the first send to the last arrival
 * @param cpuNanos CPU time of the process in between
 */
record Round(long messages, long nanos, long cpuNanos) {
  double rate() {
    return messages * 1e9 / nanos;
  }

  double cpuMicros() {
    return cpuNanos / 1e3 / messages;
  }
}
