package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Signal;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for their replies. Each asking agent has one subscription to a topic of this
 * bus's own, where replies arrive; a reply is known by its causation, the request's id.
 * Thread-safe.
 */
final class Requests implements AutoCloseable {
  /** Opens a subscription on the bus. */
  interface Subscriber {
    MessageSubscription subscribe(AgentId agent, TopicPattern pattern, MessageHandler handler);
  }

  private final BusContext bus;
  private final Subscriber subscriber;
  private final Topic replies;
  private final Map<AgentId, MessageSubscription> listening = new ConcurrentHashMap<>();
  private final Map<MessageId, Pending> pending = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** One request that waits. */
  private static final class Pending {
    final Signal arrival = new Signal();
    final AtomicBoolean answered = new AtomicBoolean();
    volatile @Nullable Delivery reply;
  }

  Requests(BusContext bus, Subscriber subscriber) {
    this.bus = bus;
    this.subscriber = subscriber;
    this.replies = Topic.reserved("replies.s%016x".formatted(bus.random().nextLong()));
  }

  Delivery request(Message message, Duration patience, Function<Message, Envelope> sealing)
      throws InterruptedException {
    if (!patience.isPositive()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL, "patience", patience.toString(), "more than zero");
    }
    var asker = message.sender();
    listening.computeIfAbsent(
        asker, agent -> subscriber.subscribe(agent, TopicPattern.exactly(replies), this::onReply));
    var envelope = sealing.apply(asRequest(message, patience));
    var waiting = new Pending();
    pending.put(envelope.id(), waiting);
    try {
      bus.publish(List.of(envelope));
      waiting.arrival.await(() -> waiting.reply != null || closed, patience, bus.time());
      return answer(waiting, envelope, patience);
    } finally {
      pending.remove(envelope.id());
    }
  }

  private Message asRequest(Message message, Duration patience) {
    var deadline = bus.time().now().plus(bus.left(bus.deadlineIn(patience)));
    var own = message.timing().deadline().filter(mine -> mine.isBefore(deadline));
    return message
        .with(message.lineage(), message.timing().until(own.orElse(deadline)))
        .with(message.handling().replyTo(new ReplyTo(message.sender(), replies)));
  }

  private Delivery answer(Pending waiting, Envelope envelope, Duration patience) {
    var reply = waiting.reply;
    if (reply != null) {
      return reply;
    }
    if (closed) {
      throw new BusClosedException("the bus");
    }
    throw new RequestTimeoutException(envelope.id(), envelope.message().recipient(), patience);
  }

  private void onReply(Delivery reply) {
    var request = reply.message().lineage().causation();
    var waiting = request.map(pending::get);
    // What goes to many is no reply, whoever says so.
    boolean isForOne = reply.message().recipient() instanceof Address.ToAgent;
    if (!isForOne || waiting.isEmpty() || !waiting.get().answered.compareAndSet(false, true)) {
      bus.counters().lateReplies.increment();
      return;
    }
    waiting.get().reply = reply;
    waiting.get().arrival.raise();
  }

  /** Wakes everybody who waits; they are told that the bus is closed. */
  @Override
  public void close() {
    closed = true;
    pending.values().forEach(waiting -> waiting.arrival.raise());
    listening.values().forEach(MessageSubscription::cancel);
  }
}
