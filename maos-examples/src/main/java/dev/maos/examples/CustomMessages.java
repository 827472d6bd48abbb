package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageType;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;

/** A message type of one's own, with headers; and a subscription that wants only such messages. */
public class CustomMessages {
  record Bid(String lot, int amount) {}

  public static void main(String[] args) throws Exception {
    var hall = Message.from(AgentId.of("bidder")).toEveryone().on("auction.lot7");
    var bidsOnly =
        SubscriptionOptions.defaults().filter(MessageFilter.ANY.types(MessageType.CUSTOM));
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.subscribe(
          AgentId.of("auctioneer"),
          TopicPattern.of("auction.>"),
          bidsOnly,
          delivery -> {
            var message = delivery.message();
            var currency = message.headers().value("currency").orElse("EUR");
            var bid = message.payload().as(Bid.class);
            System.out.println(message.name() + ": " + bid.amount() + " " + currency);
          });
      bus.publish(hall.notification(Payload.text("is this seat taken?")));
      bus.publish(hall.header("currency", "CHF").custom("bid", Payload.of(new Bid("lot7", 120))));
      bus.awaitIdle(Duration.ofSeconds(5));
    }
  }
}
