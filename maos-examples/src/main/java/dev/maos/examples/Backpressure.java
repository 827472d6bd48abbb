package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.QueueFullException;
import java.time.Duration;

/** A queue has a bound. Its senders are told at once, and nothing that was accepted is dropped. */
public class Backpressure {
  public static void main(String[] args) throws Exception {
    var slow = AgentId.of("slow");
    var letters = Message.from(AgentId.of("eager")).to(slow).on("letters");
    // With .overflow(Overflow.block(Duration.ofSeconds(1))) the sender would wait for room instead.
    var options = BusOptions.defaults().maxQueueSize(3);
    try (var maos = Maos.builder("memory:").options(options).open()) {
      var bus = maos.bus();
      for (int i = 1; i <= 4; i++) {
        try {
          bus.publish(letters.command(Payload.of(i)));
          System.out.println("Accepted: " + i);
        } catch (QueueFullException e) {
          System.out.println("Refused: " + i + ", " + e.code());
        }
      }
      bus.subscribe(
          slow,
          TopicPattern.of("letters"),
          delivery -> System.out.println("Read: " + delivery.payload().text()));
      bus.awaitIdle(Duration.ofSeconds(5));
    }
  }
}
