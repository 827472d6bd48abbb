package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import java.time.Duration;

/** A sender that is not sure whether it has sent an order sends it again; it is handled once. */
public class ExactlyOnce {
  record Order(String item, int pieces) {}

  public static void main(String[] args) throws Exception {
    var shop = AgentId.of("shop");
    var store = AgentId.of("store");
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      bus.subscribe(
          store,
          TopicPattern.of("orders"),
          delivery -> System.out.println("Packed: " + delivery.payload().as(Order.class)));
      var order =
          Message.from(shop)
              .to(store)
              .on("orders")
              .guarantee(Guarantee.EXACTLY_ONCE)
              .identifiedBy("order-17")
              .command("pack", Payload.of(new Order("lamp", 2)));
      var first = bus.publish(order);
      var second = bus.publish(order);
      bus.awaitIdle(Duration.ofSeconds(5));
      System.out.println("One id: " + first.id().equals(second.id()));
      System.out.println("The second was a duplicate: " + second.duplicate());
    }
  }
}
