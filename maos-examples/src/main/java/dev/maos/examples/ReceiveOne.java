package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.DeliveryReceipt;
import dev.maos.message.Message;
import java.time.Duration;

/** Messages fetched one by one and settled by hand, and a sender that is told what became of it. */
public class ReceiveOne {
  public static void main(String[] args) throws Exception {
    var shop = AgentId.of("shop");
    var store = AgentId.of("store");
    var patience = Duration.ofSeconds(5);
    try (var maos = Maos.open("memory:");
        var orders = maos.bus().receiver(store, TopicPattern.of("orders"));
        var receipts = maos.bus().receiver(shop, TopicPattern.of("_maos.receipts"))) {
      var order = Message.from(shop).to(store).on("orders").withReceipt();
      var receipt = maos.bus().publish(order.command(Payload.text("lamp")));
      System.out.println("Accepted, kept in: " + receipt.durability().level());

      var first = orders.receive(patience).orElseThrow();
      System.out.println("Try " + first.attempt() + ": " + first.payload().text());
      first.nack(Duration.ZERO); // give it back, to be tried again at once

      var second = orders.receive(patience).orElseThrow();
      System.out.println("Try " + second.attempt() + ": " + second.payload().text());
      second.ack();

      var told = receipts.receive(patience).orElseThrow();
      var became = told.payload().as(DeliveryReceipt.class);
      System.out.println("The sender is told: " + became.status());
      told.ack();
      System.out.println("Nothing more: " + orders.receive(Duration.ofMillis(50)).isEmpty());
    }
  }
}
