package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.*;
import dev.maos.message.*;
import java.time.Duration;

public class HelloBus {
  record Task(String action, String data) {}

  public static void main(String[] args) throws Exception {
    var planner = AgentId.of("agent2");
    var worker = AgentId.of("agent1");
    try (var maos = Maos.open("memory:")) { // or redis://localhost:6379
      maos.bus()
          .subscribe(
              worker,
              TopicPattern.of("notifications"),
              delivery -> System.out.println("Received: " + delivery.payload().as(Task.class)));
      maos.bus()
          .publish(
              Message.from(planner)
                  .to(worker)
                  .on("notifications")
                  .command(Payload.of(new Task("process", "Hello World"))));
      maos.bus().awaitIdle(Duration.ofSeconds(5)); // nobody sleeps a second and hopes
    }
  }
}
