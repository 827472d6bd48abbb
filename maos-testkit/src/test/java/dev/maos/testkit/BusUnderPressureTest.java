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
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageType;
import dev.maos.message.PublishOutcome;
import dev.maos.message.Publisher;
import dev.maos.message.PublisherOptions;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueLimits;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hostile user tried, each once found wrong. */
class BusUnderPressureTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");
  private static final AgentId CAROL = AgentId.of("carol");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime();
  private final MemoryTransport storage =
      new MemoryTransport(QueueLimits.defaults().maxQueueSize(10), time);
  private final MessageBus bus =
      new MessageBus(storage, BusOptions.defaults(), time, MessageBus.freshRandom());

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void aHandlerThatExtendsItsLeaseIsNotLeftBehind() {
    var bob = new Recorder();
    var lease = SubscriptionOptions.defaults().lease(Duration.ofSeconds(1));
    bus.subscribe(
        BOB,
        TopicPattern.of("t"),
        lease,
        delivery -> {
          for (int i = 0; i < 8; i++) {
            time.advance(Duration.ofMillis(500));
            delivery.extend();
          }
          bob.handle(delivery);
        });

    bus.publish(toBob().heartbeat());

    assertThat(bob.await(1).getFirst().attempt()).isEqualTo(1);
    assertThat(bus.metrics().messagesFailed()).isZero();
  }

  @Test
  void aDelayBeyondAllTimeDoesNotKeepTheClockBusy() {
    bus.publish(toBob().deliverAfter(Duration.ofDays(365L * 300)).heartbeat());

    assertThat(time.alarms()).isLessThan(5);
    assertThat(storage.queues().getFirst().delayed()).isEqualTo(1);
  }

  @Test
  void anErrorInACallbackDoesNotStopAPublisher() throws InterruptedException {
    var publisher =
        bus.publisher(outcome -> {
          throw new AssertionError("a careless callback");
        });
    for (int i = 0; i < 6; i++) {
      publisher.publish(toBob().heartbeat());
    }

    assertThat(publisher.flush(SOON)).isTrue();
    assertThat(bus.metrics().messagesSent()).isEqualTo(6);
  }

  @Test
  void aCallbackMayPublishAgainAtTheBound() throws InterruptedException {
    var again = new AtomicReference<Publisher>();
    var outcomes = new CopyOnWriteArrayList<PublishOutcome>();
    var options = PublisherOptions.defaults().maxInFlight(1);
    var publisher =
        bus.publisher(
            options,
            outcome -> {
              outcomes.add(outcome);
              if (outcomes.size() == 1) {
                publish(again.get());
              }
            });
    again.set(publisher);

    publisher.publish(toBob().heartbeat());

    Waiting.until("both outcomes", () -> outcomes.size() == 2);
  }

  @Test
  void aManualHandlerThatThrowsFreesItsSlot() {
    var bob = new Recorder().failing(1, new IllegalStateException("not now"));
    var options = SubscriptionOptions.defaults().manual().maxUnsettled(1);
    bus.subscribe(BOB, TopicPattern.of("t"), options, bob);
    bus.publish(toBob().command(Payload.text("one")));
    bus.publish(toBob().command(Payload.text("two")));

    assertThat(bob.await(2).get(1).payload().text()).isEqualTo("two");
  }

  @Test
  void aPausedMemberWithOnePatternLeavesTheWorkToAnotherWithAWiderOne() {
    var carol = new Recorder();
    var group = SubscriptionOptions.defaults().inGroup("g");
    bus.subscribe(BOB, TopicPattern.of("t.*"), group, new Recorder()).pause();
    bus.subscribe(CAROL, TopicPattern.of("t.>"), group, carol);
    Waiting.until("rest of the paused one", () -> bus.metrics().activeSubscriptions() == 1);

    Waiting.until(
        () -> "carol's share",
        () -> carol.deliveries().size() > 0,
        () -> publishIfThereIsRoom(Message.from(ALICE).toGroup("g").on("t.x").heartbeat()));
  }

  /** On a slow machine more may be published than anybody has had the time to take. */
  private void publishIfThereIsRoom(Message message) {
    try {
      bus.publish(message);
    } catch (QueueFullException full) {
      assertThat(full.retryAfter()).isPositive();
    }
  }

  @Test
  void idleMembersTakeTurnsWithWorkThatComesOneByOne() throws InterruptedException {
    var bob = new Recorder();
    var carol = new Recorder();
    var group = SubscriptionOptions.defaults().inGroup("g");
    bus.subscribe(BOB, TopicPattern.of("t"), group, bob);
    bus.subscribe(CAROL, TopicPattern.of("t"), group, carol);

    for (int i = 0; i < 10; i++) {
      bus.publish(Message.from(ALICE).toGroup("g").on("t").heartbeat());
      assertThat(bus.awaitIdle(SOON)).isTrue();
    }

    assertThat(bob.deliveries()).hasSize(5);
    assertThat(carol.deliveries()).hasSize(5);
  }

  @Test
  void whatNobodyWantsAnyMoreMakesRoomForWhatIsWanted() {
    var onlyEvents =
        SubscriptionOptions.defaults().filter(MessageFilter.ANY.types(MessageType.EVENT));
    bus.subscribe(BOB, TopicPattern.of("t"), onlyEvents, new Recorder()).close();
    for (int i = 0; i < 10; i++) {
      bus.publish(toEveryone().event(Payload.text("unread")));
    }
    var bob = new Recorder();
    var onlyCommands =
        SubscriptionOptions.defaults().filter(MessageFilter.ANY.types(MessageType.COMMAND));
    bus.subscribe(BOB, TopicPattern.of("t"), onlyCommands, bob);

    bus.publish(toEveryone().command(Payload.text("wanted")));

    assertThat(bob.await(1).getFirst().payload().text()).isEqualTo("wanted");
  }

  @Test
  void anErrorOutsideOfHandlersDoesNotEndASubscription() {
    var isFirst = new AtomicBoolean(true);
    var line =
        InterposedTransport.over(
            storage,
            (inbox, method, arguments) -> {
              if (method.getName().equals("take") && isFirst.compareAndSet(true, false)) {
                throw new OutOfMemoryError("no memory for a round, said by this test");
              }
              return InterposedTransport.invoke(inbox, method, arguments);
            });
    try (var other = new MessageBus(line, BusOptions.defaults(), time, MessageBus.freshRandom())) {
      var bob = new Recorder();
      other.subscribe(BOB, TopicPattern.of("t"), bob);
      bus.publish(toBob().heartbeat());

      Waiting.until(
          () -> "the message is handled",
          () -> !bob.deliveries().isEmpty(),
          () -> time.advance(Duration.ofMillis(50)));
      assertThat(bob.deliveries()).hasSize(1);
    }
  }

  private void publish(Publisher publisher) {
    try {
      publisher.publish(toBob().heartbeat());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static MessageDraft toBob() {
    return Message.from(ALICE).to(BOB).on("t");
  }

  private static MessageDraft toEveryone() {
    return Message.from(ALICE).toEveryone().on("t");
  }
}
