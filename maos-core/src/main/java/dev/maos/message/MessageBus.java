package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.monitor.ComponentHealth;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between agents over a backend's {@link MessageTransport}.
 *
 * <p>
 *
 * {@snippet :
 * bus.subscribe(worker, TopicPattern.of("tasks"), delivery -> work(delivery.payload()));
 * bus.publish(Message.from(planner).to(worker).on("tasks").command(Payload.of(task)));
 * }
 *
 * <p>Every method is thread-safe and blocks at most as long as its options say; none calls a
 * handler on the caller's thread. After {@link #close} all but the accessors throw {@link
 * BusClosedException}.
 */
public final class MessageBus implements AutoCloseable {
  /** The most messages that one batch may hold. */
  public static final int MAX_BATCH = 10_000;

  private static final int SEED_BYTES = 32;

  private final BusContext bus;
  private final Requests requests;
  private final Caretaker caretaker;
  private final Set<MessageSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final Set<MessageReceiver> receivers = ConcurrentHashMap.newKeySet();
  private final Set<Publisher> publishers = ConcurrentHashMap.newKeySet();
  private final Consumer<MessageSubscription> onClosed = subscriptions::remove;
  private volatile boolean closed;

  /** A bus over {@code transport}, which it does not close: several buses may share one. */
  public MessageBus(
      MessageTransport transport, BusOptions options, TimeSource time, RandomGenerator random) {
    this(transport, options, time, random, Announcer.nobody(), AgentFinder.none());
  }

  /**
   * A bus that tells {@code announcer} what it buries, which handlers fail, and who misses
   * messages, and that can also send to {@link Address.ToCapable whoever is able}.
   */
  public MessageBus(
      MessageTransport transport,
      BusOptions options,
      TimeSource time,
      RandomGenerator random,
      Announcer announcer,
      AgentFinder agents) {
    this(transport, options, time, random, announcer, agents, MessageGuard.open());
  }

  /** The same with a guard at its doors. */
  public MessageBus(
      MessageTransport transport,
      BusOptions options,
      TimeSource time,
      RandomGenerator random,
      Announcer announcer,
      AgentFinder agents,
      MessageGuard guard) {
    this(
        transport,
        options,
        time,
        random,
        BusSurroundings.none().announcer(announcer).agents(agents).guard(guard));
  }

  /** A bus with all that it may have around it. */
  public MessageBus(
      MessageTransport transport,
      BusOptions options,
      TimeSource time,
      RandomGenerator random,
      BusSurroundings surroundings) {
    this.bus = BusContext.of(transport, options, time, random, surroundings);
    this.requests = new Requests(bus, this::listen);
    this.caretaker = new Caretaker(bus, subscriptions);
  }

  /** A bus with default options on the system's clock. */
  public static MessageBus over(MessageTransport transport) {
    return new MessageBus(transport, BusOptions.defaults(), TimeSource.system(), freshRandom());
  }

  /** A fast generator that starts from real entropy: ids must be unique, not secret. */
  public static RandomGenerator freshRandom() {
    var seed = new SecureRandom().generateSeed(SEED_BYTES);
    return RandomGeneratorFactory.of("L128X128MixRandom").create(seed);
  }

  public BusOptions options() {
    return bus.options();
  }

  // Publishing.

  /**
   * Publishes one message and waits until the backend has accepted it.
   *
   * @throws QueueFullException if the recipient has no room
   * @throws TransportException if the backend could not be reached within the publish timeout; with
   *     {@link ErrorCode#OUTCOME_UNKNOWN} it may have been stored
   */
  public Receipt publish(Message message) {
    checkOpen();
    return bus.publish(List.of(bus.seal(message))).getFirst();
  }

  /**
   * Publishes a batch: all of it or nothing. On a backend of several machines that holds for each
   * destination by itself. With an at-most-once message among them it is sent only once.
   *
   * @return a receipt for each message, in order; none for an empty batch
   * @throws InvalidInputException {@link ErrorCode#BATCH_TOO_LARGE}, or the fault of one message
   *     with its index; nothing was sent
   */
  public List<Receipt> publishAll(List<Message> messages) {
    checkOpen();
    checkBatch(messages);
    if (messages.isEmpty()) {
      return List.of();
    }
    return bus.publish(sealAll(messages));
  }

  /**
   * Publishes what the layer itself has to say, on topics below {@code _maos}, which users cannot
   * publish on; else as {@link #publishAll}. It is for those who build the layer.
   *
   * @throws InvalidInputException {@link ErrorCode#RESERVED_TOPIC} if a topic is a user's; nothing
   *     was sent
   */
  public List<Receipt> publishReserved(List<Message> messages) {
    checkOpen();
    checkBatch(messages);
    messages.forEach(MessageBus::checkReserved);
    return messages.isEmpty() ? List.of() : bus.publish(sealAll(messages, bus.sealer()::sealAny));
  }

  private static void checkReserved(Message message) {
    if (!message.topic().isReserved()) {
      throw new InvalidInputException(
          ErrorCode.RESERVED_TOPIC, "topic", message.topic().value(), "one below _maos");
    }
  }

  private List<Envelope> sealAll(List<Message> messages) {
    return sealAll(messages, bus::seal);
  }

  private static List<Envelope> sealAll(
      List<Message> messages, Function<Message, Envelope> sealing) {
    var envelopes = new ArrayList<Envelope>(messages.size());
    for (var message : messages) {
      try {
        envelopes.add(sealing.apply(message));
      } catch (InvalidInputException e) {
        throw e.in("message %d of the batch".formatted(envelopes.size()));
      }
    }
    return envelopes;
  }

  static void checkBatch(List<Message> messages) {
    Required.field(messages, "batch");
    if (messages.size() > MAX_BATCH) {
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", messages.size() + " messages", "at most 10,000");
    }
  }

  /**
   * Opens a pipelined publisher; {@code outcomes} is told what became of each message, in order.
   */
  public Publisher publisher(Consumer<? super PublishOutcome> outcomes) {
    return publisher(PublisherOptions.defaults(), outcomes);
  }

  public Publisher publisher(PublisherOptions options, Consumer<? super PublishOutcome> outcomes) {
    checkOpen();
    Required.field(options, "options");
    Required.field(outcomes, "outcomes");
    var publisher = new Publisher(bus, options, outcomes, publishers::remove);
    publishers.add(publisher);
    closeIfClosed(publisher::close);
    return publisher;
  }

  /**
   * Publishes a message and waits for the answer to it. The deadline travels with the message and
   * is inherited by everything that is published while it is handled.
   *
   * @return the reply, acknowledged already
   * @throws RequestTimeoutException if no reply came within {@code patience}
   */
  public Delivery request(Message message, Duration patience) throws InterruptedException {
    checkOpen();
    Required.field(message, "message");
    Required.field(patience, "patience");
    return bus.tracer().requesting(message, () -> requests.request(message, patience, bus::seal));
  }

  /**
   * Asks what the layer itself has to ask, on a topic below {@code _maos}; else as {@link
   * #request}. It is for those who build the layer.
   *
   * @throws InvalidInputException {@link ErrorCode#RESERVED_TOPIC} if the topic is a user's
   */
  public Delivery requestReserved(Message message, Duration patience) throws InterruptedException {
    checkOpen();
    checkReserved(message);
    return bus.tracer()
        .requesting(message, () -> requests.request(message, patience, bus.sealer()::sealAny));
  }

  // Reading.

  /** Subscribes with the default options. */
  public MessageSubscription subscribe(
      AgentId agent, TopicPattern pattern, MessageHandler handler) {
    return subscribe(agent, pattern, SubscriptionOptions.defaults(), handler);
  }

  /**
   * Hands to {@code handler} what is addressed to the agent on matching topics, and what is sent to
   * everyone on them; in a group, the agent's share of both.
   */
  public MessageSubscription subscribe(
      AgentId agent, TopicPattern pattern, SubscriptionOptions options, MessageHandler handler) {
    checkOpen();
    Required.field(agent, "agent");
    Required.field(pattern, "pattern");
    Required.field(options, "options");
    checkHandler(handler);
    var subscription =
        new MessageSubscription(bus, options.spec(agent, pattern), options, handler, onClosed);
    subscriptions.add(subscription);
    caretaker.watch(options.lease());
    subscription.open(options.concurrency());
    closeIfClosed(subscription::close);
    return subscription;
  }

  private MessageSubscription listen(AgentId agent, TopicPattern pattern, MessageHandler handler) {
    return subscribe(agent, pattern, SubscriptionOptions.defaults(), handler);
  }

  private static void checkHandler(@Nullable MessageHandler handler) {
    if (handler == null) {
      throw new InvalidInputException(
          ErrorCode.MISSING_HANDLER, "handler", "null", "what to do with a message");
    }
  }

  /** Opens a receiver: the same messages, fetched one by one and settled by hand. */
  public MessageReceiver receiver(AgentId agent, TopicPattern pattern) {
    return receiver(agent, pattern, SubscriptionOptions.defaults());
  }

  public MessageReceiver receiver(
      AgentId agent, TopicPattern pattern, SubscriptionOptions options) {
    checkOpen();
    Required.field(agent, "agent");
    Required.field(pattern, "pattern");
    Required.field(options, "options");
    var receiver =
        new MessageReceiver(bus, options.spec(agent, pattern), options, receivers::remove);
    receivers.add(receiver);
    closeIfClosed(receiver::close);
    return receiver;
  }

  /** The dead letters of a queue. */
  public DeadLetters deadLetters(QueueName queue) {
    Required.field(queue, "queue");
    return new DeadLetters(bus.transport(), queue);
  }

  /**
   * Waits until everything that was published for the subscriptions of this bus has been handled,
   * delayed messages and retries included; false if that took longer than {@code patience}.
   */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    long deadline = bus.deadlineIn(patience);
    for (var publisher : publishers) {
      publisher.flush(bus.left(deadline));
    }
    return bus.idle().await(this::isIdle, bus.left(deadline), bus.time());
  }

  /** Looked at one after the other, so it counts only if nothing moved meanwhile. */
  private boolean isIdle() {
    long movesBefore = moves();
    return bus.allAtRest()
        && publishers.stream().allMatch(Publisher::isIdle)
        && subscriptions.stream().allMatch(MessageSubscription::isIdle)
        && moves() == movesBefore
        && bus.allAtRest();
  }

  private long moves() {
    return bus.started().total() + bus.counters().sent.total();
  }

  /**
   * Sends on what is unacknowledged in an agent's inbox and was sent to {@link Address.ToCapable
   * whoever is able}, to others who are able: for an agent that has died or left. Each message goes
   * in one step, under its id, and never to an agent that had it before. What its holder has
   * claimed comes when that lease has ended, what nobody else is able to do stays; so this is
   * called again until the agent is back.
   */
  public Readdressed readdress(AgentId gone) {
    checkOpen();
    return new Readdressing(bus, Required.field(gone, "agent")).run();
  }

  /** What the subscriptions of these agents on this bus have to do and have done. */
  public Map<AgentId, Workload> workloads(Set<AgentId> agents) {
    var workloads = new HashMap<AgentId, Workload>();
    for (var subscription : subscriptions) {
      if (agents.contains(subscription.agent())) {
        workloads.merge(subscription.agent(), subscription.workload(), Workload::plus);
      }
    }
    return workloads;
  }

  // Looking at it.

  /** What was counted here since the bus was opened, and what is in the queues now. */
  public BusMetrics metrics() {
    var counters = bus.counters();
    return new BusMetrics(
        counters.sent.total(),
        counters.received.total(),
        counters.failed.total(),
        counters.redelivered.total(),
        counters.deadLettered.total(),
        counters.expired.total(),
        counters.duplicates.total(),
        counters.stale.total(),
        counters.refused.total(),
        counters.lateReplies.total(),
        (int) subscriptions.stream().filter(MessageSubscription::isActive).count(),
        counters.latency.snapshot(),
        counters.topics.snapshot(),
        queues());
  }

  // What was counted here is worth most when the backend is away.
  private List<QueueStats> queues() {
    try {
      return bus.transport().queues();
    } catch (TransportException away) {
      return List.of();
    }
  }

  /** Whether the bus works as it should, and if not why: stopped, full and lagging queues. */
  public ComponentHealth health() {
    return BusHealth.of(bus, closed);
  }

  /**
   * Closes in order: refuses new work, sends what publishers hold, lets running handlers finish
   * within the drain timeout, and hands back what was not started. Leaves no thread. Closing twice
   * is fine.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    caretaker.close();
    publishers.forEach(Publisher::close);
    requests.close();
    receivers.forEach(MessageReceiver::close);
    closeSubscriptions();
  }

  private void closeSubscriptions() {
    long deadline = bus.deadlineIn(bus.options().drainTimeout());
    var closing = subscriptions.stream().filter(MessageSubscription::stop).toList();
    closing.forEach(subscription -> subscription.finishClosing(deadline));
  }

  /** The bus may have been closed while something was being opened on it. */
  private void closeIfClosed(Runnable close) {
    if (closed) {
      close.run();
      throw new BusClosedException("the bus");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new BusClosedException("the bus");
    }
  }
}
