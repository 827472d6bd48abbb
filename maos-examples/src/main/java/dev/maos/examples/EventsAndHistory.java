package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventType;
import dev.maos.event.ReplayRequest;
import java.time.Duration;
import java.util.Map;

/** What has happened is told to whoever wants it, kept, told again, and asked for its reason. */
public class EventsAndHistory {
  public static void main(String[] args) throws Exception {
    var builder = AgentId.of("builder");
    var failures = EventFilter.ofType(EventType.TASK_FAILED);
    try (var maos = Maos.open("memory:")) {
      var events = maos.events();
      events.subscribe(
          AgentId.of("auditor"),
          failures,
          heard -> System.out.println("Heard: " + heard.event().data().text()));
      var started =
          events.dispatch(Event.from(builder).on("tasks.build").type(EventType.TASK_STARTED));
      var failure =
          events.dispatch(
              Event.from(builder)
                  .on("tasks.build")
                  .type(EventType.TASK_FAILED)
                  .data(Payload.of(Map.of("lines", 412)))
                  .causedBy(started));
      events.awaitIdle(Duration.ofSeconds(5));

      System.out.println("Kept: " + events.count(EventQuery.all()));
      events.causes(failure.id()).chain().forEach(it -> System.out.println(it.event().type()));
      try (var replay =
          events.replay(
              ReplayRequest.of(failures),
              told -> System.out.println("Told again: " + told.event().type()))) {
        replay.awaitEnd(Duration.ofSeconds(5));
      }
    }
  }
}
