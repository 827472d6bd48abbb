package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.RequestTimeoutException;
import java.time.Duration;

/** One agent asks, another answers; who asks nobody learns that in time. */
public class RequestReply {
  record Sum(int left, int right) {}

  public static void main(String[] args) throws Exception {
    var asker = AgentId.of("asker");
    var adder = AgentId.of("adder");
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.subscribe(
          adder,
          TopicPattern.of("sums"),
          delivery -> {
            var sum = delivery.payload().as(Sum.class);
            delivery.reply(Payload.of(sum.left() + sum.right()));
          });
      var question = Message.from(asker).to(adder).on("sums").query(Payload.of(new Sum(2, 3)));
      var answer = bus.request(question, Duration.ofSeconds(5));
      System.out.println("2 + 3 = " + answer.payload().as(Integer.class));

      var toNobody = Message.from(asker).to(AgentId.of("nobody")).on("sums").query(Payload.of(1));
      try {
        bus.request(toNobody, Duration.ofMillis(50));
      } catch (RequestTimeoutException e) {
        System.out.println("Nobody answered: " + e.code());
      }
    }
  }
}
