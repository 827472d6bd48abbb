package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.event.CloudEvents;
import dev.maos.event.Event;
import java.util.Map;

/** Events go out to other systems, and theirs come in, as CloudEvents. */
public class ForeignEvents {
  private static final String THEIRS =
      """
      {"specversion": "1.0", "id": "A-17", "source": "/shop/till-3", "type": "com.example.sold",
       "subject": "lamp", "data": {"pieces": 2}}
      """;

  public static void main(String[] args) {
    var clock = TimeSource.system();
    try (var maos = Maos.open("memory:")) {
      var events = maos.events();

      var ours =
          events.dispatch(
              Event.from(AgentId.of("builder"))
                  .on("builds")
                  .type("BUILD_BROKEN")
                  .data(Payload.of(Map.of("lines", 412))));
      var json = CloudEvents.write(ours);
      System.out.println("Unchanged: " + CloudEvents.read(json, clock.now()).equals(ours));

      // One that does not say when it happened has happened when it came: now.
      var sold = CloudEvents.read(THEIRS, clock.now());
      events.dispatch(sold);
      System.out.println(sold.type() + " on " + sold.topic() + ": " + sold.data().text());
      System.out.println(sold.metadata());

      var recorded = events.find(sold.id()).orElseThrow();
      var back = CloudEvents.read(CloudEvents.write(recorded), clock.now());
      System.out.println("Place: " + back.metadata().get("sequence"));
      System.out.println("Recorded at a time: " + back.metadata().containsKey("recordedtime"));
    }
  }
}
