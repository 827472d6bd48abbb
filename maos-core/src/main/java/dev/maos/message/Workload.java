package dev.maos.message;

import java.time.Duration;

/**
 * What subscriptions have to do, and have done since they were opened.
 *
 * @param waiting messages that wait for them or are being handled
 * @param handled messages that their handlers were called with
 * @param busy how long that took, in all
 */
public record Workload(int waiting, long handled, Duration busy) {
  Workload plus(Workload other) {
    return new Workload(
        Math.addExact(waiting, other.waiting), handled + other.handled, busy.plus(other.busy));
  }
}
