package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.memory.MemoryEventStore;
import dev.maos.monitor.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The embedded history at its bounds. */
class BoundedHistoryTest extends EventsScene {
  private static final CursorName NAME = CursorName.of("slow");

  private final MemoryEventStore small = closing(new MemoryEventStore(100, 100_000, time));
  private final EventDispatcher dispatcher = dispatcher(small, OPEN);

  @Test
  void oneWhoStandsStillIsPassedOverAndStopsNobody() {
    var announced = listener();
    dispatcher.subscribe(
        AUDITOR, EventFilter.ofType(EventType.of(Announcements.CUT_OFF)), OPTIONS, announced);
    dispatcher.subscribeDurably(NAME, EventFilter.ofType(NEWS), listener()).pause();

    for (int n = 0; n < 250; n++) {
      dispatcher.dispatch(news(n));
    }
    var pass = dispatcher.retain();

    assertThat(small.last()).isGreaterThanOrEqualTo(250);
    assertThat(small.cursor(NAME).orElseThrow().missed()).isBetween(150L, 160L);
    assertThat(pass.cutOff()).extracting(EventCursor::name).containsExactly(NAME);
    await(() -> announced.events().size() == 1);
  }

  @Test
  void whatLiesLessFarBehindIsHeldForHim() {
    var heard = listener();
    var subscription = dispatcher.subscribeDurably(NAME, EventFilter.ofType(NEWS), heard);
    subscription.pause();
    for (int n = 0; n < 90; n++) {
      dispatcher.dispatch(news(n));
    }

    subscription.resume();
    await(() -> heard.events().size() == 90);

    assertThat(small.cursor(NAME).orElseThrow().missed()).isZero();
  }

  @Test
  void aStoreWithoutRoomShowsInTheHealthUntilThereIsSome() {
    var large = news().data(Payload.text("x".repeat(60_000)));
    var _ = small.openCursor(NAME, 0, 1_000);
    dispatcher.dispatch(large);

    assertThatThrownBy(() -> dispatcher.dispatch(large))
        .hasMessageStartingWith(ErrorCode.EVENTSTORE_FULL.name());
    assertThat(dispatcher.health().health()).isInstanceOf(Health.Degraded.class);

    var _ = small.advance(NAME, 1);
    dispatcher.dispatch(large);
    assertThat(dispatcher.health().health()).isEqualTo(Health.healthy());
    assertThat(List.of(small.first(), small.last())).containsExactly(2L, 2L);
  }
}
