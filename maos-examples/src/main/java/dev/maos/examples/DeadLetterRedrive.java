package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** What cannot be handled is kept with its reason, and gets a second chance when that is mended. */
public class DeadLetterRedrive {
  public static void main(String[] args) throws Exception {
    var clerk = AgentId.of("clerk");
    var letter = Message.from(AgentId.of("boss")).to(clerk).on("letters");
    var printerWorks = new AtomicBoolean();
    try (var maos = Maos.open("memory:")) {
      var bus = maos.bus();
      var subscription =
          bus.subscribe(
              clerk,
              TopicPattern.of("letters"),
              SubscriptionOptions.defaults().maxDeliveries(1),
              delivery -> {
                if (!printerWorks.get()) {
                  throw new IllegalStateException("the printer is out of paper");
                }
                System.out.println("Printed: " + delivery.payload().text());
              });
      bus.publish(letter.command("print", Payload.text("Dear all")));
      bus.awaitIdle(Duration.ofSeconds(5));
      var dead = subscription.deadLetters();
      dead.list(10).forEach(it -> System.out.println(it.reason() + ", tries: " + it.attempts()));
      printerWorks.set(true);
      dead.redriveAll();
      bus.awaitIdle(Duration.ofSeconds(5));
    }
  }
}
