package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.Cause;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.monitor.ComponentHealth;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final int LOOK_EVERY = 4_096;

  private final EventContext context;
  private final IdSource ids;
  private final Router router;
  private final Recording recording;
  private final Parts parts;
  private final EventCaretaker caretaker;
  private final @Nullable Tail tail;
  private volatile boolean closed;

  /** A dispatcher over {@code store}, which it does not close: several may share one. */
  public EventDispatcher(
      EventStore store, EventOptions options, TimeSource time, RandomGenerator random) {
    var shared = shared(random);
    var counters = new EventCounters();
    var idle = new Signal();
    this.ids = new IdSource(time, shared);
    this.context =
        new EventContext(
            store,
            options,
            time,
            shared,
            new EventIndex(),
            counters,
            new Announcements(counters, idle, draft -> accept(sealed(draft))),
            idle);
    this.router = new Router(context);
    this.recording = new Recording(context);
    this.parts = new Parts(context);
    this.caretaker = new EventCaretaker(context, parts::look);
    this.tail = store.isShared() ? new Tail(context, router) : null;
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
    checkOpen();
    var event = admitted(sealed(draft));
    accept(event);
    return event;
  }

  /**
   * Records an event that has its id already and brings it to the subscriptions. To dispatch again
   * what failed is safe: it is not recorded twice.
   */
  public void dispatch(Event event) {
    checkOpen();
    accept(admitted(event));
  }

  /**
   * Records a batch, all of it or nothing, and brings it to the subscriptions.
   *
   * @throws InvalidInputException {@link ErrorCode#BATCH_TOO_LARGE}, or the fault of one event with
   *     its index; nothing was recorded
   */
  public void dispatchAll(List<Event> events) {
    checkOpen();
    if (Required.field(events, "batch").size() > EventStore.MAX_BATCH) {
      context.counters().refused.increment();
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", events.size() + " events", "at most 10,000");
    }
    accept(admittedAll(events));
  }

  private List<Event> admittedAll(List<Event> events) {
    var admitted = new ArrayList<Event>(events.size());
    for (var event : events) {
      try {
        admitted.add(admitted(event));
      } catch (InvalidInputException e) {
        throw e.in("event %d of the batch".formatted(admitted.size()));
      }
    }
    return admitted;
  }

  private Event sealed(EventDraft draft) {
    var cause = Cause.current();
    var own = cause.isEmpty() ? draft : draft.copy().inheriting(cause.get());
    return own.withIdentity(ids.next(), context.time().now());
  }

  /** The event as it may be dispatched here. */
  private Event admitted(Event event) {
    try {
      check(Required.field(event, "event"));
      var cause = Cause.current();
      return cause.isEmpty()
          ? event
          : Hops.following(event, cause.get(), context.options().maxHops());
    } catch (MaosException e) {
      context.counters().refused.increment();
      throw e;
    }
  }

  private void check(Event event) {
    if (event.topic().isReserved()) {
      throw new InvalidInputException(
          ErrorCode.RESERVED_TOPIC,
          "topic",
          event.topic().value(),
          "a first segment other than \"_maos\"");
    }
    if (event.data().size() > context.options().maxDataBytes()) {
      throw new InvalidInputException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "data",
          event.data().size() + " bytes",
          "at most " + context.options().maxDataBytes() + " bytes");
    }
  }

  private void accept(Event event) {
    long sequence;
    try {
      sequence = recording.record(event);
    } catch (MaosException e) {
      context.counters().refused.increment();
      throw e;
    }
    bring(event, sequence);
  }

  private void accept(List<Event> events) {
    long[] sequences;
    try {
      sequences = recording.recordAll(events);
    } catch (MaosException e) {
      context.counters().refused.add(events.size());
      throw e;
    }
    var full = new ArrayList<MailboxFullException>();
    for (int i = 0; i < sequences.length; i++) {
      try {
        bring(events.get(i), sequences[i]);
      } catch (MailboxFullException e) {
        full.add(e);
      }
    }
    if (!full.isEmpty()) {
      throw full.getLast();
    }
  }

  private void bring(Event event, long sequence) {
    if (tail != null) {
      context.counters().dispatched.increment();
    }
    if (sequence == 0 || tail == null) {
      router.route(event, sequence);
    }
    if (sequence % LOOK_EVERY == LOOK_EVERY - 1) {
      parts.look();
    }
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
    return unlessClosed(parts.subscribe(subscriber.value(), filter, options, handler));
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
    parts.close(Required.field(name, "name"));
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
    if (closed) {
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
    long deadline = context.deadlineIn(Required.field(patience, "patience"));
    return context.idle().await(this::isIdle, context.left(deadline), context.time());
  }

  /** Looked at one after the other, so it counts only if nothing moved meanwhile. */
  private boolean isIdle() {
    long before = moves();
    return context.announcements().isIdle()
        && (tail == null || tail.hasCaughtUp())
        && parts.isIdle()
        && moves() == before;
  }

  /** Like idle, but what is paused has nothing to do. */
  private boolean isAtRest() {
    long before = moves();
    return context.announcements().isIdle()
        && (tail == null || tail.hasCaughtUp())
        && parts.isAtRest()
        && moves() == before;
  }

  private long moves() {
    return dispatched() + context.counters().routed.total();
  }

  // Without other processes everything is routed here that is dispatched, and nothing else.
  private long dispatched() {
    var counters = context.counters();
    return tail == null ? counters.routed.total() : counters.dispatched.total();
  }

  public EventMetrics metrics() {
    var counters = context.counters();
    return new EventMetrics(
        dispatched(),
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
        counters.latency.snapshot());
  }

  /** Whether it works as it should, and if not why: the store, and subscriptions that lag. */
  public ComponentHealth health() {
    return new EventHealth(context, parts).of(closed, tail != null && tail.isFailing());
  }

  /**
   * Closes in order: refuses new events, lets handlers finish what was dispatched within the drain
   * timeout, and interrupts those that take longer. Leaves no thread. The store stays open. Closing
   * twice is fine.
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
    drain();
    context.announcements().close();
    if (tail != null) {
      tail.close();
    }
    parts.close();
  }

  private void drain() {
    long deadline = context.deadlineIn(context.options().drainTimeout());
    try {
      var _ = context.idle().await(this::isAtRest, context.left(deadline), context.time());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EventStoreException e) {
      // The store is gone, so nothing more can be acknowledged; what was not comes again.
    }
  }

  private void checkOpen() {
    if (closed) {
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
