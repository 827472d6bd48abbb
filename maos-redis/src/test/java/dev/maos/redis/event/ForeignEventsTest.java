package dev.maos.redis.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import dev.maos.event.RetentionPolicy;
import dev.maos.monitor.Health;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else writes into the stream, or takes something out of it: everybody goes on. */
class ForeignEventsTest extends HistoryScene {
  private static final String ENTRIES = PREFIX + "entries";

  // Behind the last one, between it and the next, with its sequence, and where nothing can follow.
  @ParameterizedTest
  @ValueSource(strings = {"*", "11-5", "10-999", "10000-1", "18446744073709551615-1"})
  void anEntryOfSomebodyElseIsPassedOverAndEventsFollowItWithoutAGap(String id) {
    var store = store();
    var _ = store.append(events(10));
    server.command("XADD", ENTRIES, id, "h", "not ours", "x", "y");
    assertThat(sequences(read(store))).hasSize(10);
    assertThat(sequences(readBackwards(store))).hasSize(10);

    var _ = store.append(events(5));
    var _ = store.append(events(5));

    var all = LongStream.rangeClosed(1, 20).boxed().toList();
    assertThat(sequences(read(store))).isEqualTo(all);
    assertThat(sequences(readBackwards(store))).isEqualTo(all);
    for (var event : read(store)) {
      assertThat(store.find(event.event().id())).contains(event);
    }
    assertThat(store.retain(RetentionPolicy.defaults().maxEvents(2)).removed()).isEqualTo(18);
    assertThat(sequences(read(store))).containsExactly(19L, 20L);
  }

  @Test
  void whatIsPutAsideIsKeptAndCounted() {
    var store = store();
    var _ = store.append(events(1));
    server.command("XADD", ENTRIES, "*", "their", "value");

    var _ = store.append(events(1));

    assertThat(store.health().details()).containsEntry("foreign", "1");
    assertThat(server.command("XLEN", PREFIX + "foreign").number()).isEqualTo(1);
    assertThat(store.health().health()).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void anEntryThatLooksLikeOursAndIsNotHarmsNobody() {
    var store = store();
    var _ = store.append(events(1));
    var header = "\0\0\0\0\0\2" + "\0\0\0\0\0\0\0\1" + "\0\1";
    server.command("XADD", ENTRIES, "2-1", "h", header, "i", "rubbish", "e", "");

    var _ = store.append(events(3));

    assertThat(sequences(read(store))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(store.retain(RetentionPolicy.defaults().maxEvents(0)).finished()).isTrue();
    assertThat(read(store)).isEmpty();
  }

  @Test
  void eventsThatSomebodyTookOutAreMissedAndNobodyStops() {
    var store = store();
    var first = store.append(events(3));
    var lost = events(3);
    var _ = store.append(lost);
    var last = store.append(events(3));
    server.command("XDEL", ENTRIES, "6-3");

    assertThat(sequences(read(store))).containsExactly(1L, 2L, 3L, 7L, 8L, 9L);
    assertThat(store.find(lost.getFirst().id())).isEmpty();
    assertThat(store.find(first.getLast().event().id())).contains(first.getLast());
    assertThat(sequences(store.append(lost))).as("stored anew").containsExactly(10L, 11L, 12L);
    var _ = store.retain(RetentionPolicy.defaults().maxEvents(4));
    assertThat(sequences(read(store))).containsExactly(9L, 10L, 11L, 12L);
    assertThat(store.find(last.getLast().event().id())).isPresent();
  }

  @Test
  void whatIsNoCursorIsNone() {
    var store = store();
    var _ = store.append(events(3));
    server.command("HSET", PREFIX + "cursors", "rubbish", "x");
    var name = CursorName.of("rubbish");

    assertThat(store.cursors()).isEmpty();
    assertThat(store.cursor(name)).isEmpty();
    assertThat(store.advance(name, 1)).isEmpty();
    assertThat(store.retain(RetentionPolicy.defaults()).cutOff()).isEqualTo(List.of());
    assertThat(store.openCursor(name, 2, 5)).extracting(EventCursor::sequence).isEqualTo(2L);
  }
}
