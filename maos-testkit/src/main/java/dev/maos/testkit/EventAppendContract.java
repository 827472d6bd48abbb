package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventStore;
import dev.maos.event.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Recording: what is appended is there, once, unchanged and in order. */
abstract class EventAppendContract extends EventScene {
  EventAppendContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.last()).isZero();
    assertThat(store.first()).isEqualTo(1);
    assertThat(find(ALL)).isEmpty();
    assertThat(store.count(ALL)).isZero();
    assertThat(store.find(UUID.fromString("019b7a00-0000-7000-8000-000000000001"))).isEmpty();
  }

  @Test
  void whatIsAppendedComesBackUnchanged() {
    var everything =
        event(
            Event.from(BOB)
                .on("a.b.c")
                .type("com.example.something")
                .data(Payload.of(List.of("grün", 1.5, "\u0000", "𝄞")))
                .severity(EventSeverity.CRITICAL)
                .tagged("x", "y:z")
                .metadata("colour", "grün \" ' \n")
                .metadata("empty", "")
                .correlatedWith(CorrelationId.of("talk"))
                .causedBy(ids.next())
                .happenedAt(Instant.parse("1999-12-31T23:59:59.123456Z"))
                .ttl(Duration.ofNanos(1_500_000)));

    var recorded = store.append(List.of(everything)).getFirst();

    assertThat(recorded.event()).isEqualTo(everything);
    assertThat(find(ALL)).containsExactly(recorded);
    assertThat(store.find(everything.id())).contains(recorded);
  }

  @Test
  void timesAtBothEndsOfTheirRangeComeBackUnchanged() {
    var first = event(draft().happenedAt(Instant.parse("0001-01-01T00:00:00Z")));
    var last = event(draft().happenedAt(Instant.parse("9999-12-31T23:59:59.999999Z")));

    store.append(List.of(first, last));

    assertThat(kept()).containsExactly(first, last);
  }

  @Test
  void dataOfAnyKindComesBackUnchanged() {
    var none = event(draft());
    var bytes = event(draft().data(Payload.binary(new byte[] {0, -1, 39, 10})));
    var broken = event(draft().data(Payload.binary(new byte[] {'{', -1}, MediaType.JSON)));
    var large = event(draft().data(Payload.binary(new byte[1024 * 1024])));

    store.append(List.of(none, bytes, broken, large));

    assertThat(kept()).containsExactly(none, bytes, broken, large);
  }

  @Test
  void sequencesGrowInTheOrderOfTheEvents() {
    var first = appendMany(3);
    var second = appendMany(2);
    var all = new ArrayList<>(first);
    all.addAll(second);

    assertThat(all).extracting(RecordedEvent::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(all.getFirst().sequence()).isPositive();
    assertThat(find(ALL)).isEqualTo(all);
    assertThat(store.last()).isEqualTo(all.getLast().sequence());
    assertThat(store.first()).isLessThanOrEqualTo(all.getFirst().sequence());
  }

  @Test
  void theTimeOfRecordingIsTheStores() {
    var old = event(draft().happenedAt(Instant.parse("2001-01-01T00:00:00Z")));
    fixture.pass(Duration.ofSeconds(5));
    var before = fixture.time().now().minusSeconds(1);

    var recorded = store.append(List.of(old)).getFirst();

    assertThat(recorded.recordedAt()).isAfter(before).isBefore(fixture.time().now().plusSeconds(1));
    assertThat(find(ALL)).as("nothing of it is lost").containsExactly(recorded);
  }

  @Test
  void anEventIsNotStoredTwice() {
    var event = event(draft());
    var first = store.append(List.of(event)).getFirst();
    appendMany(10);
    long last = store.last();

    var again = store.append(List.of(event)).getFirst();

    assertThat(again).isEqualTo(first);
    assertThat(store.last()).isEqualTo(last);
    assertThat(store.count(ALL)).isEqualTo(11);
  }

  @Test
  void anEventThatIsTwiceInABatchIsStoredOnce() {
    var event = event(draft());

    var recorded = store.append(List.of(event, event(draft()), event));

    assertThat(recorded).hasSize(3);
    assertThat(recorded.get(2)).isEqualTo(recorded.get(0));
    assertThat(store.count(ALL)).isEqualTo(2);
  }

  @Test
  void aBatchOfOldAndNewEventsStoresTheNewOnes() {
    var old = events(3);
    store.append(old);
    var batch = List.of(old.get(2), event(draft()), old.get(0));

    var recorded = store.append(batch);

    assertThat(recorded).extracting(RecordedEvent::event).isEqualTo(batch);
    assertThat(kept()).containsExactly(old.get(0), old.get(1), old.get(2), batch.get(1));
  }

  @Test
  void ofTheNewestIdsNoneIsStoredTwice() {
    var first = event(draft());
    store.append(List.of(first));
    appendMany(EventStore.REMEMBERED_IDS - 1);

    store.append(List.of(first));

    assertThat(store.count(ALL)).isEqualTo(EventStore.REMEMBERED_IDS);
  }

  @Test
  void idsNeedNotGrow() {
    var late = event(draft());
    var early = events(5);

    store.append(early);
    store.append(List.of(late));
    store.append(List.of(late));

    assertThat(store.find(late.id())).isPresent();
    assertThat(store.count(ALL)).isEqualTo(6);
  }

  @Test
  void anEmptyBatchChangesNothing() {
    assertThat(store.append(List.of())).isEmpty();
    assertThat(store.last()).isZero();
  }

  @Test
  void aBatchThatIsTooLargeIsRefusedWhole() {
    var batch = events(EventStore.MAX_BATCH + 1);

    assertThatThrownBy(() -> store.append(batch))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.BATCH_TOO_LARGE.name());
    assertThat(store.count(ALL)).isZero();
  }

  @Test
  void theLargestBatchIsStored() {
    assertThat(appendMany(EventStore.MAX_BATCH)).hasSize(EventStore.MAX_BATCH);
    assertThat(store.count(ALL)).isEqualTo(EventStore.MAX_BATCH);
  }

  @Test
  void whoReadsWhileOthersAppendNeverMissesOne() throws Exception {
    int writers = 4;
    int each = 250;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading = threads.submit(() -> follow(writers * each));
      var writing =
          threads.invokeAll(
              Collections.nCopies(writers, (Callable<List<UUID>>) () -> appendOneByOne(each)));

      var read = reading.get();

      var written = new ArrayList<UUID>();
      for (var ids : writing) {
        written.addAll(ids.get());
        assertThat(read).as("one writer's order").containsSubsequence(ids.get());
      }
      assertThat(read).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  private List<UUID> appendOneByOne(int count) {
    var written = new ArrayList<UUID>();
    for (int i = 0; i < count; i++) {
      written.add(append(draft()).event().id());
    }
    return written;
  }

  /** Reads as a subscriber does, behind what it has seen, until it has so many. */
  private List<UUID> follow(int count) throws InterruptedException {
    var read = new ArrayList<UUID>();
    long position = 0;
    while (read.size() < count) {
      assertThat(store.awaitBeyond(position, Duration.ofSeconds(30))).isTrue();
      var page = store.read(ALL, position, 7);
      page.events().forEach(event -> read.add(event.event().id()));
      position = page.position();
    }
    return read;
  }
}
