package dev.maos.bench;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventFilter;
import dev.maos.event.EventOptions;
import dev.maos.event.EventSubscriptionOptions;
import dev.maos.event.MailboxOverflow;
import dev.maos.memory.MemoryEventStore;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Events that are brought to subscriptions, and not recorded. */
final class MaosDispatch implements EventRun {
  private static final EventFilter NOTHING = EventFilter.anyOf(List.of());
  private static final MailboxOverflow WAIT = MailboxOverflow.block(Duration.ofMinutes(1));

  private final MemoryEventStore store = MemoryEventStore.of(TimeSource.system());
  private final EventDispatcher events =
      new EventDispatcher(
          store,
          EventOptions.defaults().recorded(NOTHING),
          TimeSource.system(),
          new SplittableRandom(1));
  private final Audience audience;

  MaosDispatch(EventScenario scenario, Audience audience) {
    this.audience = audience;
    var defaults = EventSubscriptionOptions.defaults().overflow(WAIT);
    boolean isIsolated = scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
    for (var member : audience.members()) {
      int number = member.number();
      events.subscribe(
          AgentId.of("listener"),
          EventFilter.onTopic(member.topic()),
          isIsolated ? defaults : defaults.inline(),
          delivery -> audience.hear(number, delivery.event()));
    }
  }

  @Override
  public int tell(long first) {
    events.dispatch(audience.next(first));
    return 1;
  }

  @Override
  public void close() {
    events.close();
    store.close();
  }
}
