package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageTransport;
import dev.maos.message.QueueLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An acknowledgement in the middle of a round that is answered after a long while. */
class LateAcknowledgementTest {
  private static final AgentId BOB = AgentId.of("bob");
  private static final Duration TTL = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime();
  private final AtomicBoolean wasLate = new AtomicBoolean();
  private final MessageBus bus =
      new MessageBus(
          withLateAcknowledgement(), BusOptions.defaults(), time, MessageBus.freshRandom());

  private MessageTransport withLateAcknowledgement() {
    return InterposedTransport.over(
        new MemoryTransport(QueueLimits.defaults(), time),
        (inbox, method, arguments) -> {
          var answer = InterposedTransport.invoke(inbox, method, arguments);
          if (method.getName().equals("acknowledge") && wasLate.compareAndSet(false, true)) {
            time.advance(TTL);
          }
          return answer;
        });
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void nothingIsHandledThatExpiredMeanwhile() throws InterruptedException {
    var heard = new Recorder();
    var jobs = Message.from(AgentId.of("alice")).to(BOB).on("jobs").ttl(TTL);
    bus.publishAll(
        List.of(
            jobs.command(Payload.text("first")),
            jobs.command(Payload.text("second")),
            jobs.command(Payload.text("third"))));

    bus.subscribe(
        BOB, TopicPattern.of(">"), heard.then(delivery -> time.advance(Duration.ofMillis(6))));
    assertThat(bus.awaitIdle(Duration.ofMinutes(5))).isTrue();

    assertThat(wasLate).isTrue();
    assertThat(heard.texts()).containsExactly("first");
    assertThat(bus.metrics().expired()).isEqualTo(2);
  }
}
