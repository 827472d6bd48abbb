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
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease that was renewed, as an answer tells that came so late that it is over again. */
class LateRenewalTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final Duration LEASE = Duration.ofSeconds(8);
  private static final SubscriptionOptions IN_TEAM =
      SubscriptionOptions.defaults().lease(LEASE).inGroup("team");

  private final ManualTime time = new ManualTime();
  private final MemoryTransport storage = new MemoryTransport(QueueLimits.defaults(), time);
  private final MessageBus slow = bus(withLateRenewal());
  private final MessageBus quick = bus(storage);
  private final Recorder quickly = new Recorder();
  private final AtomicBoolean wasLate = new AtomicBoolean();

  private MessageBus bus(MessageTransport transport) {
    return new MessageBus(transport, BusOptions.defaults(), time, MessageBus.freshRandom());
  }

  /** The first renewal is answered when its lease is over and somebody else has had the message. */
  private MessageTransport withLateRenewal() {
    return InterposedTransport.over(
        storage,
        (inbox, method, arguments) -> {
          var answer = InterposedTransport.invoke(inbox, method, arguments);
          if (method.getName().startsWith("extend") && wasLate.compareAndSet(false, true)) {
            quick.subscribe(AgentId.of("quick"), TopicPattern.of(">"), IN_TEAM, quickly);
            time.advance(LEASE.plusMillis(1));
            quickly.await(1);
          }
          return answer;
        });
  }

  @AfterEach
  void close() {
    slow.close();
    quick.close();
  }

  @Test
  void beginsNoHandlerUnderALeaseThatIsOver() throws InterruptedException {
    var slowly = new Recorder();
    var jobs = Message.from(ALICE).toGroup("team").on("jobs");
    slow.publish(jobs.command(Payload.text("first")));
    slow.publish(jobs.command(Payload.text("second")));

    slow.subscribe(
        AgentId.of("slow"),
        TopicPattern.of(">"),
        IN_TEAM,
        slowly.then(delivery -> time.advance(LEASE.dividedBy(7))));
    assertThat(slow.awaitIdle(Duration.ofSeconds(10))).isTrue();

    assertThat(quickly.texts()).containsExactly("second");
    assertThat(slowly.texts()).containsExactly("first");
  }
}
