package dev.maos.bench;

/**
 * One measured round.
 *
 * @param messages how many were sent and received
 * @param nanos from the first send to the last arrival
 * @param cpuNanos CPU time of the process in between
 * @param serverCpuNanos CPU time of the server in between; 0 if there is none
 */
record Round(long messages, long nanos, long cpuNanos, long serverCpuNanos) {
  Round servedWith(long serverNanos) {
    return new Round(messages, nanos, cpuNanos, serverNanos);
  }

  double rate() {
    return messages * 1e9 / nanos;
  }

  double cpuMicros() {
    return cpuNanos / 1e3 / messages;
  }

  double serverCpuMicros() {
    return serverCpuNanos / 1e3 / messages;
  }
}
