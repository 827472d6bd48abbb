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
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.subscribe(
          worker,
          TopicPattern.of("notifications"),
          delivery -> System.out.println("Received: " + delivery.payload().as(Task.class)));
      var task = Payload.of(new Task("process", "Hello World"));
      bus.publish(Message.from(planner).to(worker).on("notifications").command(task));
      bus.awaitIdle(Duration.ofSeconds(5)); // nobody sleeps a second and hopes
    }
  }
}
