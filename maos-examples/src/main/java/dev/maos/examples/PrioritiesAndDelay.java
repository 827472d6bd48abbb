package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.Priority;
import java.time.Duration;

/** What waits for an agent is handled by priority; what is delayed comes when it is due. */
public class PrioritiesAndDelay {
  public static void main(String[] args) throws Exception {
    var robot = AgentId.of("robot");
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.publish(to(robot).priority(Priority.LOW).command(Payload.text("dust the shelves")));
      bus.publish(to(robot).priority(Priority.NORMAL).command(Payload.text("water the plants")));
      bus.publish(to(robot).priority(Priority.CRITICAL).command(Payload.text("put out the fire")));
      bus.publish(
          to(robot)
              .priority(Priority.LOW)
              .deliverAfter(Duration.ofMillis(300))
              .ttl(Duration.ofMinutes(1))
              .command(Payload.text("recharge")));
      bus.subscribe(
          robot,
          TopicPattern.of("chores"),
          delivery ->
              System.out.println(delivery.message().priority() + " " + delivery.payload().text()));
      bus.awaitIdle(Duration.ofSeconds(5));
    }
  }

  private static MessageDraft to(AgentId robot) {
    return Message.from(AgentId.of("owner")).to(robot).on("chores");
  }
}
