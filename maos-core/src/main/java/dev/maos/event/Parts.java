package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** All that is open on one dispatcher. Thread-safe. */
final class Parts {
  private static final int MAX_STREAMS = 1_000;

  /** How long who opens a durable subscription waits for a handler of the one before. */
  private static final Duration HANDOVER = Duration.ofSeconds(1);

  private final EventContext context;
  private final Set<LiveSubscription> live = ConcurrentHashMap.newKeySet();
  private final Map<CursorName, DurableSubscription> durable = new ConcurrentHashMap<>();
  private final Map<String, EventStream> streams = new ConcurrentHashMap<>();
  private final Set<Replay> replays = ConcurrentHashMap.newKeySet();

  Parts(EventContext context) {
    this.context = context;
  }

  LiveSubscription subscribe(
      String name, EventFilter filter, EventSubscriptionOptions options, EventHandler handler) {
    var subscription = new LiveSubscription(context, name, filter, options, handler, this::ended);
    live.add(subscription);
    subscription.open();
    return subscription;
  }

  private void ended(LiveSubscription subscription) {
    if (live.remove(subscription)) {
      subscription.lane().addToAll(subscription.lane().dropped());
    }
  }

  DurableSubscription subscribe(
      CursorName name, EventFilter filter, DurableOptions options, EventHandler handler) {
    awaitEnd(name);
    var subscription =
        durable.compute(
            name,
            (key, open) -> {
              if (open != null) {
                throw new MaosException(
                    ErrorCode.CONSUMER_IN_USE,
                    "the durable subscription %s %s"
                        .formatted(
                            name, open.isOpen() ? "is open" : "still has a handler running"));
              }
              return new DurableSubscription(context, name, filter, options, handler, this::ended);
            });
    subscription.open();
    return subscription;
  }

  /** One that is closed may still have a handler running, whose place the next one takes over. */
  private void awaitEnd(CursorName name) {
    var before = durable.get(name);
    if (before == null || before.isOpen() || before.pump().isOnThisThread()) {
      return;
    }
    try {
      var _ = context.idle().await(() -> durable.get(name) != before, HANDOVER, context.time());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(DurableSubscription subscription) {
    if (durable.remove(subscription.cursor(), subscription)) {
      subscription.handling().addToAll(0);
    }
  }

  void forget(CursorName name) {
    var open = durable.get(name);
    if (open != null) {
      open.forget();
    }
  }

  EventStream createStream(String name, EventFilter filter, int size) {
    if (!Texts.isName(name, 128)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_NAME, "stream name", name, "1-128 letters, digits, '-', '_' or '.'");
    }
    Setting.between("size", size, 1, 1_000_000);
    Setting.between("streams", streams.size(), 0, MAX_STREAMS - 1);
    var fresh = new EventStream(context, name, filter, size, this::ended);
    var known = streams.putIfAbsent(name, fresh);
    if (known == null) {
      fresh.open();
      return fresh;
    }
    if (known.size() == size && known.filter().equals(filter)) {
      return known;
    }
    throw new MaosException(
        ErrorCode.STREAM_EXISTS, "the stream " + name + " exists with another filter or size");
  }

  private void ended(EventStream stream) {
    streams.remove(stream.name(), stream);
  }

  Replay replay(ReplayRequest request, EventHandler handler) {
    var replay = new Replay(context, request, handler, replays::remove);
    replays.add(replay);
    replay.start();
    return replay;
  }

  Optional<EventStream> stream(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  List<EventStream> streams() {
    return List.copyOf(streams.values());
  }

  Collection<DurableSubscription> durable() {
    return durable.values();
  }

  Collection<LiveSubscription> live() {
    return live;
  }

  int subscriptions() {
    return live.size() + durable.size();
  }

  /** A number of all handlers together, the closed ones included. */
  long sum(long closed, ToLongFunction<EventSubscriptionStats> number) {
    long sum = closed;
    for (var subscription : live) {
      sum += number.applyAsLong(subscription.stats());
    }
    for (var subscription : durable.values()) {
      sum += number.applyAsLong(subscription.stats());
    }
    return sum;
  }

  /** Lets durable subscriptions move on past events that they do not want. */
  void look() {
    durable.values().forEach(DurableSubscription::look);
  }

  /** The store has lost its newest events. */
  void stepBack() {
    durable.values().forEach(DurableSubscription::stepBack);
  }

  /** Lets durable subscriptions end what they have in hand: the rest waits in the history. */
  void finish() {
    durable.values().forEach(DurableSubscription::finish);
  }

  boolean isIdle() {
    return live.stream().allMatch(Parts::isIdle)
        && durable.values().stream().allMatch(Parts::isIdle)
        && streams.values().stream().allMatch(EventStream::isIdle);
  }

  /** Whether nothing more will be handled, unless something is resumed. */
  boolean isAtRest() {
    return live.stream().allMatch(part -> isIdle(part) || isHeldBack(part))
        && durable.values().stream().allMatch(Parts::isAtRest)
        && streams.values().stream().allMatch(EventStream::isAtRest);
  }

  private static boolean isHeldBack(LiveSubscription subscription) {
    return !subscription.isActive() && subscription.lane().pump().isIdle();
  }

  // One that waits for its own end would wait for ever.
  private static boolean isIdle(LiveSubscription subscription) {
    return subscription.lane().isIdle() || subscription.lane().pump().isOnThisThread();
  }

  private static boolean isIdle(DurableSubscription subscription) {
    return subscription.pump().isOnThisThread() || subscription.isIdle();
  }

  private static boolean isAtRest(DurableSubscription subscription) {
    return subscription.pump().isOnThisThread() || subscription.pump().isIdle();
  }

  /** Closes everything, and interrupts what is still running. */
  void close() {
    replays.forEach(Replay::close);
    replays.forEach(Replay::interrupt);
    for (var stream : streams.values()) {
      stream.interrupt();
      stream.close();
    }
    for (var subscription : durable.values()) {
      subscription.close();
      subscription.pump().interruptUnlessHere();
    }
    for (var subscription : live) {
      subscription.close();
      subscription.lane().pump().interruptUnlessHere();
    }
  }
}
