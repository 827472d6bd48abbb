package dev.maos.memory;

import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.QueueLimits;
import java.util.ArrayDeque;
import java.util.List;

/** One topic's history, bounded, and the ids it has accepted. Guarded by its own monitor. */
final class TopicLog {
  private final QueueLimits limits;
  private final KnownIds known;
  private final ArrayDeque<Past> history = new ArrayDeque<>();

  /** A message of the past, with its place in the order of all topics. */
  record Past(long number, Envelope envelope) {}

  TopicLog(Shared shared) {
    this.limits = shared.limits();
    this.known = new KnownIds(shared);
  }

  synchronized boolean contains(Envelope envelope) {
    return known.contains(envelope);
  }

  /** Remembers a message; false if it is known already. */
  synchronized boolean append(Envelope envelope, long number, long nowMicros) {
    if (!known.add(envelope, nowMicros)) {
      return false;
    }
    var stored = envelope.message().guarantee() != Guarantee.AT_MOST_ONCE;
    if (stored && limits.history() > 0) {
      if (history.size() == limits.history()) {
        history.removeFirst();
      }
      history.addLast(new Past(number, envelope));
    }
    return true;
  }

  synchronized void addUnexpired(long nowMicros, List<Past> found) {
    for (var past : history) {
      if (!past.envelope().expiredAt(nowMicros)) {
        found.add(past);
      }
    }
  }

  /** Forgets what has expired; true if nothing is left to know of this topic. */
  synchronized boolean sweep(long nowMicros) {
    history.removeIf(past -> past.envelope().expiredAt(nowMicros));
    known.forgetStale(nowMicros);
    return history.isEmpty() && known.isEmpty();
  }
}
