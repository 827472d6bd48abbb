package dev.maos.redis.bus;

import dev.maos.base.Topic;
import dev.maos.base.TopicTrie;
import dev.maos.message.InboxSpec;
import dev.maos.message.QueueName;
import dev.maos.redis.bus.HeardQueue.Duty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subscriptions that this process reads, by topic, and what it was told to do for each.
 * Thread-safe.
 */
final class HeardQueues {
  /** How many topics' subscriptions are remembered. */
  private static final int MOST_TOPICS = 4_096;

  private final int bound;
  private final Map<String, HeardQueue> queues = new HashMap<>();
  private final Map<String, Duty> duties = new HashMap<>();
  private final TopicTrie<HeardQueue> index = new TopicTrie<>();
  private final Map<String, List<HeardQueue>> found = new ConcurrentHashMap<>();

  HeardQueues(int bound) {
    this.bound = bound;
  }

  /** The queue of a subscription that is being read. */
  synchronized HeardQueue open(InboxSpec spec) {
    var name = spec.subscription().toString();
    var known = queues.get(name);
    if (known != null) {
      known.claim();
      return known;
    }
    var duty = duties.getOrDefault(name, Duty.NONE);
    var queue = new HeardQueue(spec.subscription(), spec.pattern(), bound, duty);
    queue.claim();
    queues.put(name, queue);
    index.add(spec.pattern(), queue);
    found.clear();
    return queue;
  }

  /** Forgets a queue if it is of no use any more. */
  synchronized void closeIfOver(HeardQueue queue) {
    if (queue.isOver() && queues.remove(queue.name().toString(), queue)) {
      index.remove(queue.pattern(), queue);
      found.clear();
    }
  }

  /** Those that a message on that topic is for. */
  List<HeardQueue> of(Topic topic) {
    var known = found.get(topic.value());
    return known == null ? find(topic) : known;
  }

  private synchronized List<HeardQueue> find(Topic topic) {
    if (found.size() >= MOST_TOPICS) {
      found.clear();
    }
    var all = List.copyOf(index.match(topic));
    found.put(topic.value(), all);
    return all;
  }

  /** The server says what to do for a subscription. */
  synchronized void duty(String name, Duty duty) {
    if (duty == Duty.NONE) {
      duties.remove(name);
    } else {
      duties.put(name, duty);
    }
    var queue = queues.get(name);
    if (queue != null) {
      queue.duty(duty);
    }
  }

  /** Nothing that was told before counts any more. */
  synchronized void forgetDuties() {
    duties.clear();
    queues.values().forEach(queue -> queue.duty(Duty.NONE));
  }

  /** Those for which others hear. */
  synchronized List<QueueName> othersHear() {
    var all = new ArrayList<QueueName>();
    for (var queue : queues.values()) {
      if (queue.duty() == Duty.NONE) {
        all.add(queue.name());
      }
    }
    return all;
  }

  /** How much of a queue waits in this process. */
  synchronized int backlog(QueueName name) {
    var queue = queues.get(name.toString());
    return queue == null ? 0 : queue.backlog();
  }

  synchronized List<HeardQueue> all() {
    return List.copyOf(queues.values());
  }
}
