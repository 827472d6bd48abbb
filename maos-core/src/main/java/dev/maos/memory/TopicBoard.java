package dev.maos.memory;

import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.base.TopicTrie;
import dev.maos.message.Envelope;
import dev.maos.message.Receipt.Acceptance;
import dev.maos.message.StartAt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who subscribes to which topics, and each topic's history. Publishing to a topic holds that
 * topic's lock while it is handed to every subscription, so all of them see one order; subscribing
 * stands still for nobody but other subscribers and is seen by a publisher entirely or not at all.
 *
 * <p>Locks are taken in the order board, topic, endpoint. Thread-safe.
 */
final class TopicBoard {
  private final Shared shared;
  private final AtomicLong numbers = new AtomicLong();
  private final TopicTrie<MemoryQueue> subscriptions = new TopicTrie<>();
  private final Map<Topic, TopicLog> logs = new ConcurrentHashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  TopicBoard(Shared shared) {
    this.shared = shared;
  }

  /** Refuses an envelope whose id was used for another message on its topic. */
  void check(Envelope envelope) {
    var log = logs.get(envelope.message().topic());
    if (log != null) {
      log.contains(envelope);
    }
  }

  Acceptance publish(Envelope envelope, Bells bells) {
    lock.readLock().lock();
    try {
      var topic = envelope.message().topic();
      var log = logs.computeIfAbsent(topic, t -> new TopicLog(shared));
      synchronized (log) {
        if (!log.append(envelope, numbers.incrementAndGet(), shared.time().micros())) {
          return Acceptance.DUPLICATE;
        }
        subscriptions.forEachMatch(topic, queue -> queue.endpoint().offer(queue, envelope, bells));
      }
      return Acceptance.NEW;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Adds a subscription that is new, with as much of the past as it wants. */
  void add(MemoryQueue subscription, TopicPattern pattern, StartAt start, Bells bells) {
    lock.writeLock().lock();
    try {
      var endpoint = subscription.endpoint();
      past(pattern, start).forEach(envelope -> endpoint.offer(subscription, envelope, bells));
      subscriptions.add(pattern, subscription);
    } finally {
      lock.writeLock().unlock();
    }
  }

  void remove(MemoryQueue subscription) {
    var policy = subscription.policy;
    lock.writeLock().lock();
    try {
      if (policy != null) {
        subscriptions.remove(policy.pattern(), subscription);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Drops what has expired from the histories, and topics that nothing is known of any more. */
  void sweep() {
    lock.writeLock().lock();
    try {
      long now = shared.time().micros();
      logs.values().removeIf(log -> log.sweep(now));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private List<Envelope> past(TopicPattern pattern, StartAt start) {
    if (start instanceof StartAt.Latest) {
      return List.of();
    }
    var known = new ArrayList<TopicLog.Past>();
    long now = shared.time().micros();
    logs.forEach((topic, log) -> {
      if (pattern.matches(topic)) {
        log.addUnexpired(now, known);
      }
    });
    known.sort(Comparator.comparingLong(TopicLog.Past::number));
    return since(start, known.stream().map(TopicLog.Past::envelope).toList());
  }

  private static List<Envelope> since(StartAt start, List<Envelope> known) {
    return switch (start) {
      case StartAt.Latest() -> List.of();
      case StartAt.Earliest() -> known;
      case StartAt.Since(var moment) -> {
        long micros = moment.getEpochSecond() * 1_000_000L + moment.getNano() / 1_000;
        yield known.stream().filter(envelope -> envelope.sentAtMicros() >= micros).toList();
      }
      case StartAt.AfterMessage(var id) -> {
        int seen = known.stream().map(Envelope::id).toList().lastIndexOf(id);
        yield known.subList(seen + 1, known.size());
      }
    };
  }
}
