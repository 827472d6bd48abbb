package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Three workers share the jobs that are sent to their group: each job goes to one of them. */
public class GroupWork {
  public static void main(String[] args) throws Exception {
    var planner = AgentId.of("planner");
    var done = new ConcurrentLinkedQueue<Integer>();
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      for (var worker : List.of("ann", "bob", "cyd")) {
        bus.subscribe(
            AgentId.of(worker),
            TopicPattern.of("jobs.*"),
            SubscriptionOptions.defaults().inGroup("workers"),
            delivery -> done.add(delivery.payload().as(Integer.class)));
      }
      var jobs = Message.from(planner).toGroup("workers").on("jobs.render");
      bus.publishAll(
          IntStream.rangeClosed(1, 9).mapToObj(n -> jobs.command(Payload.of(n))).toList());
      bus.awaitIdle(Duration.ofSeconds(5));
    }
    System.out.println("Done: " + done.stream().sorted().toList());
  }
}
