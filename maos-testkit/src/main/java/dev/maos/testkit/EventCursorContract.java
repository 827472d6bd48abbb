package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Places of readers: kept by name, moved forward only. */
abstract class EventCursorContract extends EventScene {
  private static final CursorName NAME = CursorName.of("audit.log-1");
  private static final long FAR = 1_000;

  EventCursorContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void aNewCursorIsWhereItWasAskedFor() {
    var some = appendMany(5);

    var cursor = store.openCursor(NAME, some.get(1).sequence(), FAR);

    assertThat(cursor.name()).isEqualTo(NAME);
    assertThat(cursor.sequence()).isEqualTo(some.get(1).sequence());
    assertThat(cursor.missed()).isZero();
    assertThat(cursor.maxLag()).isEqualTo(FAR);
    assertThat(store.cursor(NAME)).contains(cursor);
    assertThat(store.cursors()).containsExactly(cursor);
  }

  @Test
  void aNewCursorLiesWithinTheHistory() {
    appendMany(5);

    assertThat(store.openCursor(CursorName.of("a"), Long.MAX_VALUE, FAR).sequence())
        .isEqualTo(store.last());
    assertThat(store.openCursor(CursorName.of("b"), -7, FAR).sequence())
        .isEqualTo(store.first() - 1);
  }

  @Test
  void aCursorThatIsThereIsFoundWhereItIs() {
    var some = appendMany(5);
    store.openCursor(NAME, some.get(3).sequence(), FAR);

    var again = store.openCursor(NAME, 0, FAR + 1);

    assertThat(again.sequence()).isEqualTo(some.get(3).sequence());
    assertThat(again.maxLag()).isEqualTo(FAR + 1);
    assertThat(store.cursors()).containsExactly(again);
  }

  @Test
  void aCursorMovesForward() {
    var some = appendMany(5);
    store.openCursor(NAME, 0, FAR);
    fixture.pass(Duration.ofSeconds(2));

    var moved = store.advance(NAME, some.get(2).sequence()).orElseThrow();

    assertThat(moved.sequence()).isEqualTo(some.get(2).sequence());
    assertThat(store.cursor(NAME)).contains(moved);
    assertThat(moved.movedAt()).isAfter(fixture.time().now().minusSeconds(2));
  }

  @Test
  void aCursorNeverMovesBack() {
    var some = appendMany(5);
    store.openCursor(NAME, 0, FAR);
    var there = store.advance(NAME, some.get(3).sequence());

    assertThat(store.advance(NAME, some.get(1).sequence())).isEqualTo(there);
    assertThat(store.advance(NAME, 0)).isEqualTo(there);
    assertThat(store.cursor(NAME)).isEqualTo(there);
  }

  @Test
  void aCursorDoesNotMoveBeyondTheEnd() {
    appendMany(2);
    store.openCursor(NAME, 0, FAR);

    assertThatThrownBy(() -> store.advance(NAME, store.last() + 1))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(store.first() - 1);
  }

  @Test
  void aCursorThatIsNotThereIsNotMadeByMovingIt() {
    appendMany(1);

    assertThat(store.advance(NAME, 1)).isEmpty();
    assertThat(store.cursor(NAME)).isEmpty();
    assertThat(store.cursors()).isEmpty();
  }

  @Test
  void aDeletedCursorIsGone() {
    appendMany(3);
    store.openCursor(NAME, 2, FAR);

    assertThat(store.deleteCursor(NAME)).isTrue();
    assertThat(store.deleteCursor(NAME)).isFalse();
    assertThat(store.cursor(NAME)).isEmpty();
    assertThat(store.openCursor(NAME, 0, FAR).sequence()).isEqualTo(store.first() - 1);
  }

  @Test
  void cursorsAreListedInOrderOfTheirNames() {
    for (var name : new String[] {"b", "a", "C", "a.b", "a-b"}) {
      store.openCursor(CursorName.of(name), 0, FAR);
    }

    assertThat(store.cursors())
        .extracting(cursor -> cursor.name().value())
        .containsExactly("C", "a", "a-b", "a.b", "b");
  }

  @Test
  void aNegativeLagIsRefused() {
    assertThatThrownBy(() -> store.openCursor(NAME, 0, -1))
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(ErrorCode.INVALID_SETTING.name());
  }

  @Test
  void ofManyWhoMoveItTheFurthestWins() throws Exception {
    var some = appendMany(200);
    store.openCursor(NAME, 0, FAR);
    var sequences = new ArrayList<Callable<Object>>();
    some.forEach(event -> sequences.add(() -> store.advance(NAME, event.sequence())));
    Collections.shuffle(sequences, new Seed(1).random());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(sequences)) {
        done.get();
      }
    }

    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(some.getLast().sequence());
  }
}
