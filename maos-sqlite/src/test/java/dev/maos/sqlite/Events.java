package dev.maos.sqlite;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.IdSource;
import dev.maos.base.TimeSource;
import dev.maos.event.Event;
import dev.maos.event.EventDraft;
import dev.maos.event.EventType;
import dev.maos.testkit.Seed;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Events to be told in tests, with ids of their own. */
final class Events {
  private final TimeSource time;
  private final IdSource ids;

  Events(TimeSource time) {
    this.time = time;
    this.ids = new IdSource(time, new Seed(1).random());
  }

  /** The events numbered so: on one of fifty topics, ten of a conversation. */
  List<Event> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::numbered).toList();
  }

  Event numbered(int number) {
    return event(
        Event.from(AgentId.of("worker-" + number % 7))
            .on("tasks.t" + number % 50)
            .type(number % 3 == 0 ? EventType.TASK_FAILED : EventType.TASK_COMPLETED)
            .tagged("shard-" + number % 20)
            .correlatedWith(CorrelationId.of("talk-" + number / 10))
            .data(Map.of("number", number)));
  }

  Event event(EventDraft draft) {
    return draft.withIdentity(ids.next(), time.now());
  }
}
