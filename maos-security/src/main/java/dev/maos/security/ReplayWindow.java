package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import java.time.Instant;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/**
 * The messages that were accepted and could still come again. Each is remembered until it is over
 * anyway; when there is room for no more, messages are refused, and none is forgotten early.
 * Thread-safe.
 */
final class ReplayWindow {
  private final TimeSource time;
  private final int capacity;

  // Both guarded by this.
  private final Set<Id> seen = new HashSet<>();
  private final PriorityQueue<End> ends =
      new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));

  private record Id(AgentId sender, UUID message) {}

  private record End(Instant at, Id id) {}

  ReplayWindow(TimeSource time, int capacity) {
    this.time = time;
    this.capacity = capacity;
  }

  /** Remembers a message until then, or refuses one that was here before. */
  synchronized void add(AgentId sender, UUID message, Instant until) {
    forgetWhatIsOver();
    var id = new Id(sender, message);
    if (seen.contains(id)) {
      throw new SecurityRejectedException(Rejection.REPLAYED);
    }
    if (seen.size() >= capacity) {
      throw new SecurityRejectedException(Rejection.REPLAY_MEMORY_FULL);
    }
    seen.add(id);
    ends.add(new End(until, id));
  }

  /** Refuses a message that was here before, without remembering this one. */
  synchronized void check(AgentId sender, UUID message) {
    if (seen.contains(new Id(sender, message))) {
      throw new SecurityRejectedException(Rejection.REPLAYED);
    }
  }

  private void forgetWhatIsOver() {
    var now = time.now();
    for (var end = ends.peek(); end != null && !now.isBefore(end.at()); end = ends.peek()) {
      ends.poll();
      seen.remove(end.id());
    }
  }

  /** How much of it is in use, 0 to 1. */
  synchronized double load() {
    return (double) seen.size() / capacity;
  }
}
