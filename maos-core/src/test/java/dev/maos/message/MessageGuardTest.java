package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passes a guard at the doors of the bus, and when it is asked. */
class MessageGuardTest {
  private static final AgentId PLANNER = AgentId.of("planner");
  private static final AgentId WORKER = AgentId.of("worker");
  private static final TopicPattern TASKS = TopicPattern.of("tasks");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MemoryTransport storage =
      new MemoryTransport(QueueLimits.defaults(), TimeSource.system());
  private final Stamping guard = new Stamping();
  private final MessageBus guarded = bus(guard);
  private final MessageBus plain = bus(MessageGuard.open());
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    guarded.close();
    plain.close();
  }

  @Test
  void whatIsStoredIsWhatTheGuardMadeOfIt() throws InterruptedException {
    guarded.publish(command("hello"));

    try (var receiver = plain.receiver(WORKER, TASKS)) {
      var stored = receiver.receive(PATIENCE).orElseThrow();
      assertThat(stored.payload().text()).isEqualTo("stamped hello");
      stored.nack(Duration.ZERO);
    }
    try (var receiver = guarded.receiver(WORKER, TASKS)) {
      var delivery = receiver.receive(PATIENCE).orElseThrow();
      assertThat(delivery.payload().text()).isEqualTo("hello");
      assertThat(delivery.ack()).isTrue();
      assertThat(delivery.ack()).isFalse();
      assertThat(guard.handled).containsExactly("stamped hello");
    }
  }

  @Test
  void whatIsRefusedIsBuriedUnderItsCodeAndTheRestGoesOn() throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      plain.publish(command("forged"));
    }
    guarded.publish(command("hello"));

    listen();

    assertThat(next()).isEqualTo("hello");
    var letters = plain.deadLetters(QueueName.inbox(WORKER)).list(100);
    assertThat(letters).hasSize(40);
    assertThat(letters)
        .allSatisfy(letter -> {
          assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.REFUSED);
          assertThat(letter.detail()).isEqualTo("SECURITY_REJECTED");
          assertThat(letter.envelope().message().payload().text()).isEqualTo("forged");
        });
  }

  @Test
  void whatTheGuardStumblesOverIsBuriedAndTheRestGoesOn() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      plain.publish(command("trap"));
      guarded.publish(command("m" + i));
    }

    listen();

    assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder("m0", "m1", "m2");
    assertThat(guarded.awaitIdle(PATIENCE)).isTrue();
    assertThat(plain.deadLetters(QueueName.inbox(WORKER)).list(100))
        .hasSize(3)
        .allSatisfy(letter -> assertThat(letter.detail()).isEqualTo("SECURITY_REJECTED"));
  }

  @Test
  void aMessageIsHandledWhenItIsAcknowledgedAndNotBefore() throws InterruptedException {
    guarded.publish(command("hello"));

    try (var receiver = guarded.receiver(WORKER, TASKS)) {
      receiver.receive(PATIENCE).orElseThrow().nack(Duration.ZERO);
      assertThat(guard.handled).isEmpty();
      var again = receiver.receive(PATIENCE).orElseThrow();
      assertThat(again.payload().text()).isEqualTo("hello");
      assertThat(guard.handled).isEmpty();
      again.complete(List.of());
      assertThat(guard.handled).containsExactly("stamped hello");
    }
  }

  @Test
  void whatIsDeliveredAtMostOnceIsHandledByBeingTaken() throws InterruptedException {
    listen();

    guarded.publish(draft().guarantee(Guarantee.AT_MOST_ONCE).command(Payload.text("hello")));

    assertThat(next()).isEqualTo("hello");
    assertThat(guard.handled).containsExactly("stamped hello");
  }

  @Test
  void allThatLoopsHandleIsToldOnceEach() throws InterruptedException {
    listen();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      var guarantee = i % 2 == 0 ? Guarantee.AT_LEAST_ONCE : Guarantee.EXACTLY_ONCE;
      guarded.publish(draft().guarantee(guarantee).command(Payload.text("m" + i)));
      expected.add("stamped m" + i);
    }

    assertThat(guarded.awaitIdle(PATIENCE)).isTrue();

    assertThat(guard.handled).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(received).hasSize(200);
  }

  @Test
  void whatIsNotWelcomeAnyMoreWhenItsTurnComesIsBuried() throws InterruptedException {
    guarded.publishAll(List.of(command("first"), command("second"), command("third")));

    guarded.subscribe(
        WORKER,
        TASKS,
        delivery -> {
          guard.unwelcome.add("second");
          received.add(delivery.payload().text());
        });

    assertThat(next()).isEqualTo("first");
    assertThat(next()).isEqualTo("third");
    assertThat(guarded.awaitIdle(PATIENCE)).isTrue();
    assertThat(plain.deadLetters(QueueName.inbox(WORKER)).list(100))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.REFUSED);
          assertThat(letter.detail()).isEqualTo("SECURITY_REJECTED");
          assertThat(letter.envelope().message().payload().text()).isEqualTo("stamped second");
        });
  }

  @Test
  void whatMayNotGoOutIsNotSent() {
    assertThatThrownBy(() -> guarded.publish(command("secret")))
        .isInstanceOf(MaosException.class)
        .hasMessageContaining("FORBIDDEN");

    assertThat(storage.queues().stream().mapToInt(QueueStats::depth).sum()).isZero();
  }

  private void listen() {
    guarded.subscribe(WORKER, TASKS, delivery -> received.add(delivery.payload().text()));
  }

  private String next() throws InterruptedException {
    var text = received.poll(10, TimeUnit.SECONDS);
    assertThat(text).isNotNull();
    return text;
  }

  private static MessageDraft draft() {
    return Message.from(PLANNER).to(WORKER).on("tasks");
  }

  private static Message command(String text) {
    return draft().command(Payload.text(text));
  }

  private MessageBus bus(MessageGuard at) {
    return new MessageBus(
        storage,
        BusOptions.defaults(),
        TimeSource.system(),
        MessageBus.freshRandom(),
        Announcer.nobody(),
        AgentFinder.none(),
        at);
  }

  /** Puts a word before every text on its way out, and takes it off on its way in. */
  private static final class Stamping implements MessageGuard {
    private static final String STAMP = "stamped ";

    final List<String> handled = new CopyOnWriteArrayList<>();
    final List<String> unwelcome = new CopyOnWriteArrayList<>();

    @Override
    public Envelope outbound(Envelope envelope) {
      var text = envelope.message().payload().text();
      if (text.equals("secret")) {
        throw new MaosException(ErrorCode.FORBIDDEN, "not this");
      }
      return with(envelope, STAMP + text);
    }

    @Override
    public List<Arrival> arriving(List<Claim> claims) {
      if (claims.stream().anyMatch(claim -> isTrap(claim.envelope()))) {
        throw new IllegalArgumentException("as planned");
      }
      return claims.stream().<Arrival>map(claim -> new Stamped(claim.envelope())).toList();
    }

    private final class Stamped implements Arrival {
      private final Envelope envelope;

      Stamped(Envelope envelope) {
        this.envelope = envelope;
      }

      @Override
      public Envelope opened() {
        return unstamped(envelope);
      }

      @Override
      public void handled() {
        handled.add(envelope.message().payload().text());
      }
    }

    private static boolean isTrap(Envelope envelope) {
      return envelope.message().payload().text().equals("trap");
    }

    private static Envelope unstamped(Envelope envelope) {
      var text = envelope.message().payload().text();
      if (!text.startsWith(STAMP)) {
        throw new MaosException(ErrorCode.SECURITY_REJECTED, "no stamp");
      }
      return with(envelope, text.substring(STAMP.length()));
    }

    @Override
    public void beforeHandling(Envelope envelope) {
      if (unwelcome.contains(envelope.message().payload().text())) {
        throw new MaosException(ErrorCode.SECURITY_REJECTED, "not any more");
      }
    }

    private static Envelope with(Envelope envelope, String text) {
      var message = envelope.message();
      var changed =
          new Message(
              message.type(),
              message.name(),
              message.sender(),
              message.recipient(),
              message.topic(),
              Payload.text(text),
              message.priority(),
              message.guarantee(),
              message.timing(),
              message.lineage(),
              message.handling(),
              message.headers());
      return envelope.carrying(changed, envelope.identity());
    }
  }
}
