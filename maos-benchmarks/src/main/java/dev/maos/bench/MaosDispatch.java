package dev.maos.bench;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventDraft;
import dev.maos.event.EventFilter;
import dev.maos.event.EventOptions;
import dev.maos.event.EventSubscriptionOptions;
import dev.maos.event.MailboxOverflow;
import dev.maos.memory.MemoryEventStore;
import java.time.Duration;
import java.util.ArrayList;
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
  private final List<EventDraft> drafts = new ArrayList<>();

  MaosDispatch(EventScenario scenario, Listeners listeners) {
    boolean takeTurns = scenario == EventScenario.INDEX_10000;
    for (int i = 0; i < scenario.listeners(); i++) {
      var topic = takeTurns ? "bench.heard-" + i : "bench.heard";
      if (drafts.isEmpty() || takeTurns) {
        drafts.add(SampleEvents.on(topic));
      }
      subscribe(scenario, i, topic, listeners);
    }
    for (int i = 0; i < scenario.bystanders(); i++) {
      int number = scenario.listeners() + i;
      subscribe(scenario, number, "bench.other-" + i, listeners);
    }
  }

  private void subscribe(EventScenario scenario, int number, String topic, Listeners listeners) {
    var defaults = EventSubscriptionOptions.defaults().overflow(WAIT);
    boolean isIsolated = scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
    events.subscribe(
        AgentId.of("listener-" + number),
        EventFilter.onTopic(topic),
        isIsolated ? defaults : defaults.inline(),
        delivery -> listeners.hear(number, SampleEvents.number(delivery.event())));
  }

  @Override
  public int tell(long first) {
    var draft = drafts.get((int) (first % drafts.size()));
    events.dispatch(SampleEvents.numbered(draft, first));
    return 1;
  }

  @Override
  public void close() {
    events.close();
    store.close();
  }
}
