package dev.maos.bench.peers;

import dev.maos.bench.Audience;
import dev.maos.bench.EventContestant;
import dev.maos.bench.EventRun;
import dev.maos.bench.EventScenario;
import dev.maos.bench.Listeners;
import dev.maos.event.Event;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumerOptions;

/** The local event bus of Vert.x: {@code publish} to the address that is the topic. */
final class VertxEvents implements EventContestant {
  // So much more than can be outstanding that it never drops.
  private static final int MAX_BUFFERED = 1_000_000;
  private static final DeliveryOptions OPTIONS =
      new DeliveryOptions().setCodecName(EventCodec.NAME).setLocalOnly(true);

  @Override
  public String system() {
    return "vertx";
  }

  @Override
  public boolean plays(EventScenario scenario) {
    return scenario == EventScenario.ISOLATED_100_OF_WHICH_10;
  }

  @Override
  public EventRun open(EventScenario scenario, Listeners listeners) {
    var audience = Audience.of(scenario, listeners);
    var vertx = Vertx.vertx();
    var bus = vertx.eventBus();
    bus.registerCodec(new EventCodec());
    for (var member : audience.members()) {
      var options =
          new MessageConsumerOptions()
              .setAddress(member.topic())
              .setLocalOnly(true)
              .setMaxBufferedMessages(MAX_BUFFERED);
      bus.<Event>consumer(options)
          .handler(message -> audience.hear(member.number(), message.body()));
    }
    return PeerRun.unbounded(
        audience,
        event -> bus.publish(event.topic().value(), event, OPTIONS),
        () -> VertxContestant.await(vertx.close()));
  }
}
