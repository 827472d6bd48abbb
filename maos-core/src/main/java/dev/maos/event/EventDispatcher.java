package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Cause;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.base.Tracer;
import dev.maos.monitor.ComponentHealth;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells what has happened to all who want to know, and keeps it in an {@link EventStore}.
 *
 * <p>
 *
 * {@snippet :
 * events.subscribe(auditor, EventFilter.ofType(TASK_FAILED), delivery -> note(delivery.event()));
 * events.dispatch(Event.from(worker).on("tasks").type(TASK_FAILED).data(report));
 * }
 *
 * <p>An event is recorded first, then found its way to the subscriptions whose filters it matches:
 * nothing is delivered that is not recorded. Each subscription gets its events one after the other,
 * in the order in which one thread dispatched them. A slow or failing one costs the others nothing.
 *
 * <p>Over a store that is shared with other processes, what any of them dispatches comes to the
 * subscriptions of all, in the order of the store; dispatching then returns when the event is
 * recorded, before it is delivered.
 *
 * <p>Thread-safe. After {@link #close} all but the accessors throw {@link EventsClosedException}.
 */
public final class EventDispatcher implements AutoCloseable {
  private static final int SEED_BYTES = 32;

  private final EventContext context;
  private final Parts parts;
  private final Intake intake;
  private final Stillness stillness;
  private final EventCaretaker caretaker;
  private final @Nullable Tail tail;
  private volatile Phase phase = Phase.OPEN;

  private enum Phase {
    OPEN,
    /** Only handlers that are at work may still dispatch. */
    CLOSING,
    CLOSED
  }

  /** A dispatcher over {@code store}, which it does not close: several may share one. */
  public EventDispatcher(
      EventStore store, EventOptions options, TimeSource time, RandomGenerator random) {
    this(store, options, time, random, EventGuard.open());
  }

  /** With a guard, which signs what is told here and believes, or not, what is read. */
  public EventDispatcher(
      EventStore store,
      EventOptions options,
      TimeSource time,
      RandomGenerator random,
      EventGuard guard) {
    this(store, options, time, random, guard, Tracer.none());
  }

  /** The same, with one who notes what is dispatched and handled. */
  public EventDispatcher(
      EventStore store,
      EventOptions options,
      TimeSource time,
      RandomGenerator random,
      EventGuard guard,
      Tracer tracer) {
    var shared = shared(random);
    var counters = new EventCounters();
    var idle = new Signal();
    this.context =
        new EventContext(
            GuardedEventStore.of(store, guard),
            guard,
            options,
            time,
            tracer,
            shared,
            new EventIndex(),
            counters,
            new Announcements(counters, idle, time, tracer, this::announce),
            idle);
    var router = new Router(context);
    this.parts = new Parts(context);
    this.caretaker = new EventCaretaker(context, parts::look);
    this.tail = store.isShared() ? new Tail(context, router, parts::stepBack) : null;
    this.intake = new Intake(context, router, tail, parts::look);
    this.stillness = new Stillness(context, parts, tail);
    if (tail != null) {
      tail.start();
    }
  }

  /** A dispatcher with default options on the system's clock. */
  public static EventDispatcher over(EventStore store) {
    var seed = new SecureRandom().generateSeed(SEED_BYTES);
    var random = RandomGeneratorFactory.of("L128X128MixRandom").create(seed);
    return new EventDispatcher(store, EventOptions.defaults(), TimeSource.system(), random);
  }

  private void announce(EventDraft draft) {
    intake.announced(draft);
  }

  public EventOptions options() {
    return context.options();
  }

  // Telling.

  /**
   * Gives the event its id and time, records it and brings it to the subscriptions. Inside a
   * handler it follows from what is being handled, unless the draft says otherwise.
   *
   * @throws EventStoreException if it could not be recorded; it is then not delivered either
   * @throws MailboxFullException if a subscription had no room and wants it to be known
   * @throws MaosException {@link ErrorCode#HOP_LIMIT} if handlers have called forth one another too
   *     often
   */
  public Event dispatch(EventDraft draft) {
    Required.field(draft, "draft");
    checkMayDispatch();
    return intake.take(draft);
  }

  /**
   * Records an event that has its id already and brings it to the subscriptions. To dispatch again
   * what failed is safe: it is not recorded twice.
   */
  public void dispatch(Event event) {
    checkMayDispatch();
    intake.take(event);
  }

  /**
   * Records a batch, all of it or nothing, and brings it to the subscriptions.
   *
   * @throws InvalidInputException {@link ErrorCode#BATCH_TOO_LARGE}, or the fault of one event with
   *     its index; nothing was recorded
   */
  public void dispatchAll(List<Event> events) {
    checkMayDispatch();
    intake.takeAll(Required.field(events, "batch"));
  }

  /** Where parts that do not know the dispatcher tell what happens to them. */
  public Announcer announcer() {
    return context.announcements();
  }

  // Wanting to know.

  /** Subscribes with the default options. */
  public EventSubscription subscribe(AgentId subscriber, EventFilter filter, EventHandler handler) {
    return subscribe(subscriber, filter, EventSubscriptionOptions.defaults(), handler);
  }

  /** Hands to {@code handler} the events that are dispatched from now on and match the filter. */
  public EventSubscription subscribe(
      AgentId subscriber,
      EventFilter filter,
      EventSubscriptionOptions options,
      EventHandler handler) {
    checkOpen();
    Required.field(subscriber, "subscriber");
    Required.field(filter, "filter");
    Required.field(options, "options");
    Required.handler(handler);
    return unlessClosed(
        parts.subscribe(
            subscriber.value(),
            filter,
            options,
            GuardedHandler.of(subscriber, context.guard(), handler)));
  }

  /** Subscribes durably with the default options. */
  public EventSubscription subscribeDurably(
      CursorName name, EventFilter filter, EventHandler handler) {
    return subscribeDurably(name, filter, DurableOptions.defaults(), handler);
  }

  /**
   * Hands to {@code handler} the recorded events that match the filter, each at least once, from
   * where the subscription of this name had come: also those that were recorded while it was not
   * open.
   *
   * @throws MaosException {@link ErrorCode#CONSUMER_IN_USE} if it is open here already
   */
  public EventSubscription subscribeDurably(
      CursorName name, EventFilter filter, DurableOptions options, EventHandler handler) {
    checkOpen();
    Required.field(name, "name");
    Required.field(filter, "filter");
    Required.field(options, "options");
    Required.handler(handler);
    return unlessClosed(parts.subscribe(name, filter, options, handler));
  }

  /** Ends a durable subscription for good, with its place in the history; false if none was. */
  public boolean forget(CursorName name) {
    checkOpen();
    parts.forget(Required.field(name, "name"));
    return context.store().deleteCursor(name);
  }

  /** Creates a stream of {@link EventStream#DEFAULT_SIZE} events. */
  public EventStream createStream(String name, EventFilter filter) {
    return createStream(name, filter, EventStream.DEFAULT_SIZE);
  }

  /**
   * Creates a stream, or finds the one that is there with the same settings.
   *
   * @param name 1 to 128 letters, digits, '-', '_' or '.'
   * @param size how many of the newest events it keeps, 1 to 1,000,000
   * @throws MaosException {@link ErrorCode#STREAM_EXISTS} if there is one with other settings
   */
  public EventStream createStream(String name, EventFilter filter, int size) {
    checkOpen();
    Required.field(name, "name");
    Required.field(filter, "filter");
    return unlessClosed(parts.createStream(name, filter, size));
  }

  public Optional<EventStream> stream(String name) {
    return parts.stream(name);
  }

  public List<EventStream> streams() {
    return parts.streams();
  }

  private <T extends AutoCloseable> T unlessClosed(T part) {
    if (phase == Phase.CLOSED) {
      parts.close();
    }
    checkOpen();
    return part;
  }

  // The past.

  /** Tells recorded events again to one handler, up to the newest there is now. */
  public Replay replay(ReplayRequest request, EventHandler handler) {
    checkOpen();
    Required.field(request, "request");
    Required.handler(handler);
    return unlessClosed(parts.replay(request, handler));
  }

  /** Reads recorded events from the oldest on; see {@link EventStore#read}. */
  public EventPage read(EventQuery query, long after, int limit) {
    checkOpen();
    return context.store().read(Required.field(query, "query"), after, limit);
  }

  /** Reads recorded events from the newest backwards; see {@link EventStore#readBackwards}. */
  public EventPage readBackwards(EventQuery query, long before, int limit) {
    checkOpen();
    return context.store().readBackwards(Required.field(query, "query"), before, limit);
  }

  public Optional<RecordedEvent> find(UUID id) {
    checkOpen();
    return context.store().find(Required.field(id, "id"));
  }

  /** How many of the recorded events a query asks for. */
  public long count(EventQuery query) {
    checkOpen();
    return context.store().count(Required.field(query, "query"));
  }

  /** Why an event happened: what it followed from, step by step back to the origin. */
  public Causes causes(UUID id) {
    checkOpen();
    return new Lineages(context.store()).causes(Required.field(id, "id"));
  }

  /** What a message or an event led to: up to 10,000 events that followed from it. */
  public Effects effects(UUID id) {
    checkOpen();
    return new Lineages(context.store()).effects(Required.field(id, "id"));
  }

  /** Removes now what exceeds the retention, which otherwise happens from time to time. */
  public RetentionPass retain() {
    checkOpen();
    return caretaker.retain();
  }

  // Looking at it.

  /**
   * Waits until everything that was dispatched has been handled, retries included; false if that
   * took longer than {@code patience}.
   */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    return stillness.awaitIdle(Required.field(patience, "patience"));
  }

  public EventMetrics metrics() {
    var counters = context.counters();
    return new EventMetrics(
        stillness.dispatched(),
        counters.persisted.total(),
        parts.sum(counters.delivered.total(), EventSubscriptionStats::delivered),
        parts.sum(counters.failed.total(), EventSubscriptionStats::failed),
        parts.sum(counters.dropped.total(), EventSubscriptionStats::dropped),
        parts.sum(counters.expired.total(), EventSubscriptionStats::expired),
        parts.sum(counters.deadLettered.total(), EventSubscriptionStats::deadLettered),
        counters.refused.total(),
        counters.announcementsLost.total(),
        parts.subscriptions(),
        context.index().unindexed(),
        parts.streams().size(),
        parts.sum(0, EventSubscriptionStats::lag),
        counters.latency.snapshot());
  }

  /** Whether it works as it should, and if not why: the store, and subscriptions that lag. */
  public ComponentHealth health() {
    return new EventHealth(context, parts)
        .of(phase != Phase.OPEN, tail != null && tail.isFailing());
  }

  /**
   * Closes in order: refuses new events but those of handlers at work, lets handlers finish what
   * was dispatched within the drain timeout, and interrupts those that take longer. Durable
   * subscriptions end what they have in hand; the rest waits in the history for the next opening.
   * Leaves no thread. The store stays open. Closing twice is fine.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (phase != Phase.OPEN) {
        return;
      }
      phase = Phase.CLOSING;
    }
    caretaker.close();
    parts.finish();
    drain();
    phase = Phase.CLOSED;
    context.announcements().close();
    if (tail != null) {
      tail.close();
    }
    parts.close();
  }

  private void drain() {
    try {
      var _ = stillness.awaitRest(context.options().drainTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EventStoreException e) {
      // The store is gone, so nothing more can be acknowledged; what was not comes again.
    }
  }

  private void checkOpen() {
    if (phase != Phase.OPEN) {
      throw new EventsClosedException("the dispatcher");
    }
  }

  private void checkMayDispatch() {
    if (phase == Phase.CLOSED || (phase == Phase.CLOSING && Cause.current().isEmpty())) {
      throw new EventsClosedException("the dispatcher");
    }
  }

  /** Ids, jitter and retries draw at the same time, which most generators do not allow. */
  private static RandomGenerator shared(RandomGenerator given) {
    return () -> {
      synchronized (given) {
        return given.nextLong();
      }
    };
  }
}
