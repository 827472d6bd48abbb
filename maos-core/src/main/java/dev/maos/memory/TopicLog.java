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
  private final ArrayDeque<Envelope> history = new ArrayDeque<>();

  TopicLog(Shared shared) {
    this.limits = shared.limits();
    this.known = new KnownIds(shared);
  }

  synchronized boolean contains(Envelope envelope) {
    return known.contains(envelope);
  }

  /** Remembers a message; false if it is known already. */
  synchronized boolean append(Envelope envelope, long nowMicros) {
    if (!known.add(envelope, nowMicros)) {
      return false;
    }
    var stored = envelope.message().guarantee() != Guarantee.AT_MOST_ONCE;
    if (stored && limits.history() > 0) {
      if (history.size() == limits.history()) {
        history.removeFirst();
      }
      history.addLast(envelope);
    }
    return true;
  }

  synchronized void addUnexpired(long nowMicros, List<Envelope> found) {
    for (var envelope : history) {
      if (!envelope.expiredAt(nowMicros)) {
        found.add(envelope);
      }
    }
  }

  /** Forgets what has expired; true if nothing is left to know of this topic. */
  synchronized boolean sweep(long nowMicros) {
    history.removeIf(envelope -> envelope.expiredAt(nowMicros));
    known.forgetStale(nowMicros);
    return history.isEmpty() && known.isEmpty();
  }
}
