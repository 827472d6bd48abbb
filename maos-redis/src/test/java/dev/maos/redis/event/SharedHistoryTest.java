package dev.maos.redis.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.CorrelationId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.event.CursorName;
import dev.maos.event.Event;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several processes with one history. */
class SharedHistoryTest extends HistoryScene {
  private static final CursorName NAME = CursorName.of("audit");

  @Test
  void twoProcessesAppendAndADurableReaderThatDiesMissesNothing() throws Exception {
    int each = 400;
    var one = store();
    var two = store();
    var read = new ArrayList<RecordedEvent>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing =
          threads.invokeAll(List.of(writer(one, each), writer(one, each), writer(two, each)));
      while (read.size() < 3 * each) {
        readSomeAndDie(read);
      }
      for (var written : writing) {
        assertThat(read).extracting(RecordedEvent::event).containsSubsequence(written.get());
      }
    }

    assertThat(sequences(read)).isEqualTo(LongStream.rangeClosed(1, 3L * each).boxed().toList());
  }

  private Callable<List<Event>> writer(RedisEventStore store, int count) {
    var events = events(count);
    return () -> {
      for (var event : events) {
        var _ = store.append(List.of(event));
      }
      return events;
    };
  }

  /** Acknowledges what it read but for the last few, as one that dies does. */
  private void readSomeAndDie(List<RecordedEvent> read) throws InterruptedException {
    var store = store();
    long position = store.openCursor(NAME, 0, 10_000).sequence();
    while (read.size() > position) {
      read.removeLast();
    }
    assertThat(store.awaitBeyond(position, Duration.ofSeconds(30))).isTrue();
    var page = store.read(ALL, position, 300).events();
    read.addAll(page);
    long done = page.get(page.size() * 3 / 4).sequence();
    assertThat(store.advance(NAME, done)).isPresent();
    store.close();
  }

  @Test
  void oneProcessHearsWhatAnotherAppends() throws Exception {
    // Its time stands still, so that it does not look again by itself.
    var time = new ManualTime();
    var one = store(server.uri(), "5s", time);
    var two = store();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int alarms = time.alarms();
      var waiting = threads.submit(() -> one.awaitBeyond(0, Duration.ofSeconds(4)));
      await(() -> time.alarms() == alarms + 2);

      var _ = two.append(events(1));

      assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anIdIsStoredOnceWhoeverAppendsIt() throws Exception {
    var one = store();
    var two = store();
    var batch = events(50);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var both = threads.invokeAll(List.of(() -> one.append(batch), () -> two.append(batch)));

      assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
    }
    assertThat(one.count(ALL)).isEqualTo(50);
  }

  @Test
  void effectsAndTalksAreFoundAmongManyWithoutReadingThem() {
    var store = store();
    var cause = event("cause");
    var _ = store.append(List.of(cause));
    var effects = new ArrayList<RecordedEvent>();
    for (int i = 0; i < 20; i++) {
      var _ = store.append(events(100));
      effects.addAll(store.append(List.of(effect(cause.id(), i))));
    }
    var caused = ALL.causedBy(cause.id());
    var talk = ALL.correlatedWith(CorrelationId.of("talk"));

    assertThat(store.read(caused, 0, 100).events()).isEqualTo(effects);
    assertThat(store.readBackwards(caused, Long.MAX_VALUE, 7).events())
        .isEqualTo(effects.reversed().subList(0, 7));
    assertThat(store.read(talk, effects.get(4).sequence(), 3).events())
        .isEqualTo(effects.subList(5, 8));
    assertThat(store.count(talk)).isEqualTo(20);
    assertThat(store.count(caused.correlatedWith(CorrelationId.of("other")))).isZero();
  }

  private Event effect(UUID cause, int number) {
    return Event.from(ALICE)
        .on("tasks")
        .type(EventType.TASK_COMPLETED)
        .data(Payload.text("effect " + number))
        .causedBy(cause)
        .correlatedWith(CorrelationId.of("talk"))
        .withIdentity(new UUID(7, number), TimeSource.system().now());
  }

  @Test
  void indexesHoldWhatIsKeptAndNothingElse() {
    var store = store();
    var cause = event("cause");
    var _ = store.append(List.of(cause));
    for (int i = 0; i < 10; i++) {
      var _ = store.append(List.of(event("a"), effect(cause.id(), i), event("b")));
    }

    while (!store.retain(RetentionPolicy.defaults().maxEvents(11)).finished()) {
      // Goes on.
    }

    var kept = new HashSet<UUID>();
    read(store).forEach(each -> kept.add(each.event().id()));
    long effects =
        read(store).stream().filter(each -> each.event().causation().isPresent()).count();
    assertThat(kept).hasSize(11);
    assertThat(server.command("HLEN", PREFIX + "ids").number()).isEqualTo(11);
    assertThat(server.command("ZCARD", PREFIX + "terms").number()).isEqualTo(2 * effects);
    assertThat(store.count(ALL.causedBy(cause.id()))).isEqualTo(effects);
  }
}
