package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventFilter;
import java.time.Duration;

/** The newest measurements, for whoever wants to look: who looks too late learns what it missed. */
public class StreamOfEvents {
  public static void main(String[] args) throws Exception {
    try (var maos = Maos.open("memory:")) {
      var events = maos.events();
      var newest = events.createStream("heat", EventFilter.onTopic("rooms.*"), 3);
      for (int degrees = 17; degrees <= 21; degrees++) {
        measure(events, degrees);
      }
      // A stream gets its events as a subscription does: over a shared store a little later.
      events.awaitIdle(Duration.ofSeconds(5));

      newest.latest(2).forEach(it -> System.out.println(it.number() + ": " + text(it.event())));

      var reader = newest.reader(0);
      var page = reader.read();
      System.out.println("Read " + page.events().size() + ", missed " + reader.missed());

      var follower =
          newest.follow(newest.last(), heard -> System.out.println("New: " + text(heard.event())));
      measure(events, 22);
      events.awaitIdle(Duration.ofSeconds(5));
      follower.close();

      System.out.println("The reader goes on: " + text(reader.read().events().getFirst().event()));
    }
  }

  private static void measure(EventDispatcher events, int degrees) {
    events.dispatch(
        Event.from(AgentId.of("sensor"))
            .on("rooms.hall")
            .type("MEASURED")
            .data(Payload.of(degrees)));
  }

  private static String text(Event event) {
    return event.data().text();
  }
}
