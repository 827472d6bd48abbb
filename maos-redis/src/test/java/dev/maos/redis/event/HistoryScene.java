package dev.maos.redis.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.event.Event;
import dev.maos.event.EventQuery;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A server of its own for each test, and as many processes' stores as it needs. */
@Timeout(60)
abstract class HistoryScene {
  static final EventQuery ALL = EventQuery.all();
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final AgentId ALICE = AgentId.of("alice");
  static final String PREFIX = "maos:{shop}:events:";

  final RedisServer server = RedisServer.with().appendOnly(AppendSync.EVERY_SECOND).start();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>(List.of(server));
  private final IdSource ids = new IdSource(TimeSource.system(), new Random(1));

  @AfterEach
  void closeAll() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  final <T extends AutoCloseable> T closing(T some) {
    toClose.push(some);
    return some;
  }

  /** Another process's store. */
  final RedisEventStore store() {
    return store(server.uri(), "5s");
  }

  final RedisEventStore store(String place, String timeout) {
    return store(place, timeout, TimeSource.system());
  }

  final RedisEventStore store(String place, String timeout, TimeSource time) {
    var uri = RedisUri.parse(place + "?namespace=shop&timeout=" + timeout);
    var link = closing(RedisLink.open(uri, time));
    return closing(RedisEventStore.open(link, time));
  }

  /** Waits for what other threads bring about. */
  static void await(BooleanSupplier condition) {
    var clock = TimeSource.system();
    long end = clock.nanos() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(clock.nanos()).as("not within " + PATIENCE).isLessThan(end);
      LockSupport.parkNanos(100_000);
    }
  }

  final Event event(String text) {
    return Event.from(ALICE)
        .on("tasks")
        .type(EventType.TASK_STARTED)
        .data(Payload.text(text))
        .withIdentity(ids.next(), TimeSource.system().now());
  }

  final List<Event> events(int count) {
    var events = new ArrayList<Event>();
    for (int i = 0; i < count; i++) {
      events.add(event("" + i));
    }
    return events;
  }

  /** All pages from the oldest on. */
  static List<RecordedEvent> read(RedisEventStore store) {
    var found = new ArrayList<RecordedEvent>();
    long position = 0;
    while (true) {
      var page = store.read(ALL, position, 50);
      found.addAll(page.events());
      if (page.complete()) {
        return found;
      }
      position = page.position();
    }
  }

  static List<RecordedEvent> readBackwards(RedisEventStore store) {
    var found = new ArrayList<RecordedEvent>();
    long position = Long.MAX_VALUE;
    while (true) {
      var page = store.readBackwards(ALL, position, 50);
      found.addAll(page.events());
      if (page.complete()) {
        return found.reversed();
      }
      position = page.position();
    }
  }

  static List<String> texts(List<RecordedEvent> events) {
    return events.stream().map(each -> each.event().data().text()).toList();
  }

  static List<Long> sequences(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::sequence).toList();
  }
}
