package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.ManualTime;
import dev.maos.base.TimeSource;
import dev.maos.memory.MemoryEventStore;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A dispatcher over an embedded store, in a time that is moved by hand. */
@Timeout(60)
abstract class EventsScene {
  static final AgentId WORKER = AgentId.of("worker");
  static final AgentId AUDITOR = AgentId.of("auditor");
  static final EventType NEWS = EventType.of("news");
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Duration RETRY_DELAY = Duration.ofMillis(100);

  /** Three attempts, {@link #RETRY_DELAY} apart. */
  static final RetryPolicy RETRY = RetryPolicy.defaults().backoff(new Backoff.Fixed(RETRY_DELAY));

  static final RetryPolicy ONCE = RetryPolicy.never();
  static final EventSubscriptionOptions OPTIONS = EventSubscriptionOptions.defaults().retry(RETRY);

  /** Nobody waits for handlers at the end of a test. */
  static final EventOptions OPEN = EventOptions.defaults().drainTimeout(Duration.ZERO);

  final ManualTime time = new ManualTime();
  final MemoryEventStore store = MemoryEventStore.of(time);
  final IdSource ids = new IdSource(time, new SplittableRandom(1));
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Heard> listeners = new ArrayList<>();
  private long dispatchers;
  final EventDispatcher events = dispatcher(store, OPEN);

  final EventDispatcher dispatcher(EventStore over, EventOptions options) {
    return closing(
        new EventDispatcher(over, options, time, new SplittableRandom(100 + dispatchers++)));
  }

  final <T extends AutoCloseable> T closing(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  /** A handler that waits no longer when the test is over. */
  final Heard listener() {
    var heard = new Heard();
    listeners.add(heard);
    return heard;
  }

  @AfterEach
  void closeWhatWasOpened() throws Exception {
    listeners.forEach(Heard::open);
    for (var resource : opened) {
      resource.close();
    }
  }

  static EventDraft news() {
    return Event.from(WORKER).on("news").type(NEWS);
  }

  static EventDraft news(int number) {
    return news().metadata("n", Integer.toString(number));
  }

  final void tell(int count) {
    IntStream.range(0, count).forEach(n -> events.dispatch(news(n)));
  }

  /** Waits for what other threads bring about. */
  static void await(BooleanSupplier condition) {
    var clock = TimeSource.system();
    long end = clock.nanos() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (clock.nanos() > end) {
        throw new AssertionError("not within " + PATIENCE);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  final void awaitIdle() {
    await(this::isIdle);
  }

  /** Moves time whenever somebody waits for his next attempt, until all is done. */
  final void passRetries() {
    await(() -> {
      if (time.sleepers() > 0) {
        time.advance(RETRY_DELAY);
      }
      return isIdle();
    });
  }

  private boolean isIdle() {
    try {
      return events.awaitIdle(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }
}
