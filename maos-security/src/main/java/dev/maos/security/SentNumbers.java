package dev.maos.security;

import dev.maos.base.AgentId;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The numbers of what this process sends in its own session, which count up for each place it goes
 * to and never come back. Of the places that have had nothing for the longest time the numbers are
 * forgotten, and they begin anew above all that were. Thread-safe.
 */
final class SentNumbers {
  private final int most;

  // Both guarded by this.
  private final SequencedMap<Way, Long> next = new LinkedHashMap<>(16, 0.75f, true);
  private long floor;

  private record Way(AgentId from, String to) {}

  /** With memory of so many places. */
  SentNumbers(int most) {
    this.most = most;
  }

  /** The number of the next message that an agent sends there. */
  synchronized long next(AgentId from, String to) {
    var way = new Way(from, to);
    long number = next.getOrDefault(way, floor);
    next.put(way, number + 1);
    if (next.size() > most) {
      floor = Math.max(floor, next.pollFirstEntry().getValue());
    }
    return number;
  }
}
