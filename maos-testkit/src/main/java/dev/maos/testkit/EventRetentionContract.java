package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPass;
import dev.maos.event.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Giving up the oldest, but nothing unread before its reader lags too far. */
abstract class EventRetentionContract extends EventScene {
  private static final CursorName SLOW = CursorName.of("slow");
  private static final CursorName LOST = CursorName.of("lost");
  private static final RetentionPolicy KEEP_ALL = RetentionPolicy.defaults();
  private static final RetentionPolicy KEEP_NONE = KEEP_ALL.maxEvents(0);

  EventRetentionContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void theOldestGoUntilSoManyAreLeft() {
    var some = appendMany(10);

    var pass = retain(KEEP_ALL.maxEvents(4));

    assertThat(pass).isEqualTo(new RetentionPass(6, List.of(), true));
    assertThat(find(ALL)).isEqualTo(some.subList(6, 10));
    assertThat(store.first()).isEqualTo(some.get(6).sequence());
    assertThat(store.last()).isEqualTo(some.getLast().sequence());
    assertThat(store.count(ALL)).isEqualTo(4);
    assertThat(store.find(some.get(5).event().id())).isEmpty();
    assertThat(store.find(some.get(6).event().id())).isPresent();
  }

  @Test
  void whatIsOldGoes() {
    appendMany(3);
    fixture.pass(Duration.ofSeconds(3));
    var young = appendMany(2);

    var pass = retain(KEEP_ALL.maxAge(Duration.ofSeconds(2)));

    assertThat(pass.removed()).isEqualTo(3);
    assertThat(find(ALL)).isEqualTo(young);
  }

  @Test
  void ageCountsFromTheRecording() {
    append(draft().happenedAt(fixture.time().now().minus(Duration.ofDays(300))));

    assertThat(retain(KEEP_ALL).removed()).isZero();
  }

  @Test
  void whereNothingExceedsThePolicyNothingGoes() {
    appendMany(5);

    assertThat(retain(KEEP_ALL.maxEvents(5))).isEqualTo(new RetentionPass(0, List.of(), true));
    assertThat(store.count(ALL)).isEqualTo(5);
  }

  @Test
  void anEmptiedStoreGoesOnCounting() {
    var some = appendMany(3);

    assertThat(retain(KEEP_NONE).removed()).isEqualTo(3);

    assertThat(store.last()).isEqualTo(some.getLast().sequence());
    assertThat(store.first()).isEqualTo(some.getLast().sequence() + 1);
    assertThat(append(draft()).sequence()).isGreaterThan(some.getLast().sequence());
  }

  @Test
  void whatAReaderHasNotReadIsKept() {
    var some = appendMany(10);
    store.openCursor(SLOW, some.get(3).sequence(), 100);

    var pass = retain(KEEP_NONE);

    assertThat(pass).isEqualTo(new RetentionPass(4, List.of(), true));
    assertThat(find(ALL)).isEqualTo(some.subList(4, 10));
  }

  @Test
  void whatItHasReadGoes() {
    var some = appendMany(10);
    store.openCursor(SLOW, 0, 100);
    assertThat(retain(KEEP_NONE).removed()).isZero();

    store.advance(SLOW, some.get(6).sequence());
    retain(KEEP_NONE);

    assertThat(find(ALL)).isEqualTo(some.subList(7, 10));
  }

  @Test
  void aReaderWhoseCursorIsDeletedHoldsNothingBack() {
    appendMany(5);
    store.openCursor(SLOW, 0, 100);
    store.deleteCursor(SLOW);

    assertThat(retain(KEEP_NONE).removed()).isEqualTo(5);
  }

  @Test
  void aReaderThatLagsTooFarIsPassedOverAndToldWhatItMissed() {
    var some = appendMany(10);
    store.openCursor(LOST, some.get(1).sequence(), 7);

    var pass = retain(KEEP_ALL.maxEvents(3));

    var cursor = store.cursor(LOST).orElseThrow();
    assertThat(pass.removed()).isEqualTo(7);
    assertThat(pass.cutOff()).containsExactly(cursor);
    assertThat(cursor.missed()).isEqualTo(5);
    assertThat(cursor.sequence()).isEqualTo(store.first() - 1);
    assertThat(find(ALL)).isEqualTo(some.subList(7, 10));
  }

  @Test
  void aReaderAtItsMaximumLagIsNotPassedOver() {
    var some = appendMany(10);
    store.openCursor(SLOW, some.get(1).sequence(), 8);

    assertThat(retain(KEEP_ALL.maxEvents(3)).cutOff()).isEmpty();

    assertThat(find(ALL)).isEqualTo(some.subList(2, 10));
    assertThat(store.cursor(SLOW)).map(EventCursor::missed).contains(0L);
  }

  @Test
  void aReaderThatIsPassedOverDoesNotTakeOthersWithIt() {
    var some = appendMany(10);
    store.openCursor(LOST, 0, 2);
    store.openCursor(SLOW, some.get(4).sequence(), 100);

    var pass = retain(KEEP_NONE);

    assertThat(pass.cutOff()).extracting(EventCursor::name).containsExactly(LOST);
    assertThat(store.cursor(LOST)).map(EventCursor::missed).contains(5L);
    assertThat(find(ALL)).isEqualTo(some.subList(5, 10));
  }

  @Test
  void whatAReaderMissedAddsUp() {
    appendMany(4);
    store.openCursor(LOST, 0, 0);
    retain(KEEP_NONE);
    appendMany(3);
    retain(KEEP_NONE);

    assertThat(store.cursor(LOST)).map(EventCursor::missed).contains(7L);
  }

  @Test
  void aReaderThatHasReadAllMissesNothing() {
    var some = appendMany(4);
    store.openCursor(LOST, some.getLast().sequence(), 0);

    assertThat(retain(KEEP_NONE).cutOff()).isEmpty();
    assertThat(store.cursor(LOST)).map(EventCursor::missed).contains(0L);
  }

  @Test
  void manyEventsGoInAsManyPassesAsItTakes() {
    appendMany(10_000);
    appendMany(5_000);

    var pass = retain(KEEP_ALL.maxEvents(10));

    assertThat(pass.removed()).isEqualTo(14_990);
    assertThat(find(ALL)).extracting(RecordedEvent::sequence).hasSize(10);
  }

  /** Passes until there is nothing more to do, as one. */
  private RetentionPass retain(RetentionPolicy policy) {
    long removed = 0;
    var cutOff = new ArrayList<EventCursor>();
    RetentionPass pass;
    do {
      pass = store.retain(policy);
      removed += pass.removed();
      cutOff.addAll(pass.cutOff());
    } while (!pass.finished());
    return new RetentionPass(removed, cutOff, true);
  }
}
