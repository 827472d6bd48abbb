package dev.maos.memory;

import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.QueueName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The durable subscriptions of an endpoint, and what happens at their bound, which the publisher
 * never meets. Guarded by the endpoint's lock.
 */
final class Subscriptions {
  private static final MemoryQueue[] NONE = {};

  private final Shared shared;
  private final Deliveries deliveries;
  private final Graves graves;
  private final MemoryEndpoint endpoint;
  private MemoryQueue[] queues = NONE;

  Subscriptions(MemoryEndpoint endpoint, Shared shared, Deliveries deliveries, Graves graves) {
    this.endpoint = endpoint;
    this.shared = shared;
    this.deliveries = deliveries;
    this.graves = graves;
  }

  List<MemoryQueue> all() {
    return Arrays.asList(queues);
  }

  Optional<MemoryQueue> find(QueueName name) {
    return Arrays.stream(queues).filter(queue -> queue.name().equals(name)).findFirst();
  }

  /** The subscription of that name, made if there is none. */
  MemoryQueue named(QueueName name) {
    var found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    var queue = new MemoryQueue(name, endpoint, shared.limits().maxDeadLetters());
    queues = Arrays.copyOf(queues, queues.length + 1);
    queues[queues.length - 1] = queue;
    return queue;
  }

  /** Ends a subscription; what it had not delivered is gone with it. */
  Optional<MemoryQueue> forget(QueueName name, Timers timers, Bells bells) {
    var found = find(name);
    found.ifPresent(gone -> {
      queues = Arrays.stream(queues).filter(queue -> queue != gone).toArray(MemoryQueue[]::new);
      var waiting = gone.waiting();
      timers.addDelayed(gone, waiting);
      waiting.forEach(entry -> deliveries.discard(entry, bells));
    });
    return found;
  }

  /** A subscription taken up again with another filter serves the new one, not the old one. */
  void forgetWishesOfTheGone(MemoryQueue subscription, MemoryInbox newcomer) {
    subscription.policy = newcomer.spec;
    for (var shelf : subscription.shelves()) {
      if (shelf.readers().length == 0) {
        subscription.removeShelf(shelf);
      }
    }
  }

  void offer(MemoryQueue queue, Envelope envelope, Bells bells) {
    var message = envelope.message();
    var shelf = queue.shelfFor(message);
    var entry = new Entry(envelope, queue);
    if (shelf == null || (entry.atMostOnce() && shelf.readers().length == 0)) {
      return;
    }
    if (queue.depth < shared.limits().maxQueueSize() || makeRoom(queue, entry, bells)) {
      deliveries.admit(entry, shared.time().micros(), bells);
    }
  }

  /** Gives up the oldest message or the new one; true if the new one fits now. */
  private boolean makeRoom(MemoryQueue queue, Entry incoming, Bells bells) {
    var oldest = queue.oldestOfLowestLane();
    if (incoming.atMostOnce()) {
      queue.losses().dropped++;
      var oldestGoes = policy(queue).whenBufferFull() == WhenBufferFull.DROP_OLDEST;
      if (!oldestGoes || oldest == null || !oldest.atMostOnce()) {
        return false;
      }
      deliveries.discard(oldest, bells);
      return true;
    }
    var loser = oldest == null ? incoming : oldest;
    var buries = policy(queue).whenFull() == WhenFull.DEAD_LETTER;
    if (!buries || !graves.keep(loser, Reason.OVERFLOW, "the subscription was full")) {
      queue.losses().missed++;
    }
    if (oldest == null) {
      return false;
    }
    deliveries.discard(oldest, bells);
    return true;
  }

  private static InboxSpec policy(MemoryQueue queue) {
    if (queue.policy == null) {
      throw new IllegalStateException("never opened: " + queue.name());
    }
    return queue.policy;
  }
}
