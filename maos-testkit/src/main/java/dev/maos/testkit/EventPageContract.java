package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.event.EventPage;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading in parts: nothing twice, nothing left out, whatever the size of a page. */
abstract class EventPageContract extends EventScene {
  EventPageContract(EventStoreFixture fixture) {
    super(fixture);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 24, 25, 26})
  void pagesTogetherAreTheWhole(int size) {
    var all = appendMany(25);

    assertThat(readAll(ALL, size)).isEqualTo(all);
    assertThat(readAllBackwards(ALL, size)).isEqualTo(all.reversed());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void pagesOfFewAmongManyAreTheWhole(int size) {
    for (int i = 0; i < 30; i++) {
      append(i % 7 == 3 ? draft().type(EventType.TASK_FAILED) : draft());
    }
    var query = ALL.type(EventType.TASK_FAILED);

    assertThat(readAll(query, size)).hasSize(4).isEqualTo(find(query));
    assertThat(readAllBackwards(query, size)).isEqualTo(find(query).reversed());
  }

  @Test
  void aPageHasNoMoreThanItsLimit() {
    var all = appendMany(5);

    var page = store.read(ALL, 0, 2);

    assertThat(page.events()).isEqualTo(all.subList(0, 2));
    assertThat(page.position()).isEqualTo(all.get(1).sequence());
    assertThat(page.complete()).isFalse();
  }

  @Test
  void aPageFromTheNewestBackwardsBeginsWithTheNewest() {
    var all = appendMany(5);

    var page = store.readBackwards(ALL, Long.MAX_VALUE, 2);

    assertThat(page.events()).containsExactly(all.get(4), all.get(3));
    assertThat(page.position()).isEqualTo(all.get(3).sequence());
    assertThat(page.complete()).isFalse();
  }

  @Test
  void readingBeginsBehindASequence() {
    var all = appendMany(5);

    assertThat(store.read(ALL, all.get(2).sequence(), 10).events()).isEqualTo(all.subList(3, 5));
    assertThat(store.readBackwards(ALL, all.get(2).sequence(), 10).events())
        .isEqualTo(all.subList(0, 2).reversed());
  }

  @Test
  void readingAtTheEndFindsNothingAndStaysThere() {
    appendMany(3);
    long last = store.last();

    var page = store.read(ALL, last, 10);

    assertThat(page).isEqualTo(new EventPage(List.of(), last, true));
  }

  @Test
  void whoReadsOnFromAPositionSeesWhatCameLater() {
    appendMany(3);
    var page = store.read(ALL.type(EventType.TASK_FAILED), 0, 10);
    var later = append(draft().type(EventType.TASK_FAILED));

    assertThat(page.events()).isEmpty();
    assertThat(page.position()).isEqualTo(later.sequence() - 1);
    assertThat(store.read(ALL.type(EventType.TASK_FAILED), page.position(), 10).events())
        .containsExactly(later);
  }

  @Test
  void positionsBeyondBothEndsAreNoMistake() {
    var all = appendMany(3);

    assertThat(store.read(ALL, -5, 10).events()).isEqualTo(all);
    assertThat(store.read(ALL, Long.MAX_VALUE, 10).events()).isEmpty();
    assertThat(store.readBackwards(ALL, 0, 10).events()).isEmpty();
    assertThat(store.readBackwards(ALL, store.last() + 100, 10).events()).isEqualTo(all.reversed());
  }

  @Test
  void aLimitBelowOneIsRefused() {
    for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> store.read(ALL, 0, limit))
          .isInstanceOf(MaosException.class)
          .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
      assertThatThrownBy(() -> store.readBackwards(ALL, 0, limit))
          .isInstanceOf(MaosException.class)
          .hasMessageStartingWith(ErrorCode.INVALID_RANGE.name());
    }
  }

  @Test
  void aHugeLimitIsCut() {
    appendMany(10_000);
    appendMany(1);

    assertThat(store.read(ALL, 0, 1_000_000_000).events()).hasSizeBetween(1, EventPage.MAX_SIZE);
    assertThat(store.readBackwards(ALL, Long.MAX_VALUE, 1_000_000_000).events())
        .hasSizeBetween(1, EventPage.MAX_SIZE);
    assertThat(readAll(ALL, 1_000_000_000))
        .extracting(RecordedEvent::sequence)
        .hasSize(10_001)
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
