package dev.maos.jdbc;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A bus in memory, and messages of it that wait to be handled. */
final class Post implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final AgentId SHOP = AgentId.of("shop");
  static final AgentId STORE = AgentId.of("store");
  static final TopicPattern ORDERS = TopicPattern.of("orders");

  private final Maos maos = Maos.open("memory:");

  MessageBus bus() {
    return maos.bus();
  }

  /** An order, which has the same id in every process. */
  static Message order(int number) {
    return Message.from(SHOP)
        .to(STORE)
        .on("orders")
        .guarantee(Guarantee.EXACTLY_ONCE)
        .identifiedBy("order-" + number)
        .command("pack", Payload.of(number));
  }

  Delivery delivery() throws InterruptedException {
    return deliveries(1).getFirst();
  }

  List<Delivery> deliveries(int count) throws InterruptedException {
    bus().publishAll(IntStream.range(0, count).mapToObj(Post::order).toList());
    var receiver = bus().receiver(STORE, ORDERS);
    var deliveries = new ArrayList<Delivery>();
    while (deliveries.size() < count) {
      deliveries.add(receiver.receive(PATIENCE).orElseThrow());
    }
    return deliveries;
  }

  /** One event, as each of these agents gets it. */
  List<Delivery> event(String... agents) throws InterruptedException {
    var receivers = new ArrayList<MessageReceiver>();
    for (var agent : agents) {
      receivers.add(bus().receiver(AgentId.of(agent), ORDERS));
    }
    bus().publish(Message.from(SHOP).toEveryone().on("orders").event(Payload.of("open")));
    var deliveries = new ArrayList<Delivery>();
    for (var receiver : receivers) {
      deliveries.add(receiver.receive(PATIENCE).orElseThrow());
    }
    return deliveries;
  }

  @Override
  public void close() {
    maos.close();
  }
}
