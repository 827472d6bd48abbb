package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.PublishOutcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many messages at once: as one batch, or handed over without waiting for each answer. */
public class ManyMessages {
  public static void main(String[] args) throws Exception {
    var meter = AgentId.of("meter");
    var store = AgentId.of("store");
    var reading = Message.from(meter).to(store).on("readings");
    var stored = new AtomicInteger();
    var accepted = new AtomicInteger();
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.subscribe(store, TopicPattern.of("readings"), delivery -> stored.incrementAndGet());

      var batch =
          IntStream.range(0, 1_000).mapToObj(n -> reading.notification(Payload.of(n))).toList();
      System.out.println("Receipts: " + bus.publishAll(batch).size()); // all or nothing

      try (var publisher =
          bus.publisher(outcome -> {
            if (outcome instanceof PublishOutcome.Accepted) {
              accepted.incrementAndGet();
            }
          })) {
        for (int n = 0; n < 1_000; n++) {
          publisher.publish(reading.notification(Payload.of(n))); // waits only at the bound
        }
        publisher.flush(Duration.ofSeconds(5));
      }
      bus.awaitIdle(Duration.ofSeconds(5));
    }
    System.out.println("Accepted: " + accepted + ", stored: " + stored);
  }
}
