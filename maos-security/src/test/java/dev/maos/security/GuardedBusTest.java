package dev.maos.security;

import static dev.maos.security.TwoProcesses.PLANNER;
import static dev.maos.security.TwoProcesses.QUICK;
import static dev.maos.security.TwoProcesses.WORKER;
import static dev.maos.security.TwoProcesses.assertCode;
import static dev.maos.security.TwoProcesses.assertRejected;
import static dev.maos.security.TwoProcesses.draft;
import static dev.maos.security.TwoProcesses.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.AgentFinder;
import dev.maos.message.BusOptions;
import dev.maos.message.DeadLetter;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import dev.maos.security.crypto.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With security at its doors a bus lets nothing plain out, and nothing doubtful in. */
class GuardedBusTest {
  private static final TopicPattern TASKS = TopicPattern.of("tasks");

  private final CommunicationSecurity planner = security();
  private final CommunicationSecurity worker = security();
  private final MemoryTransport storage =
      new MemoryTransport(BusOptions.defaults().limits(), TimeSource.system());
  private final List<MessageBus> open = new ArrayList<>();
  private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();

  GuardedBusTest() {
    var plannerKeys = planner.generateAgentKeys(PLANNER);
    var workerKeys = worker.generateAgentKeys(WORKER);
    planner.importAgentPublicKey(WORKER, workerKeys.toPem());
    worker.importAgentPublicKey(PLANNER, plannerKeys.toPem());
  }

  @AfterEach
  void close() {
    open.forEach(MessageBus::close);
  }

  @Test
  void whatIsPublishedIsSealedInBetweenAndArrivesAsItWas() throws InterruptedException {
    bus(planner).publish(message());

    var stored = takeRaw();
    assertThat(stored.message().payload().mediaType()).isEqualTo(SealedPayload.TYPE);
    assertThat(stored.message().headers().values()).isEmpty();

    listen(bus(worker));
    assertThat(next().payload()).isEqualTo(message().payload());
  }

  @Test
  void aRequestAndItsReplyPassBothDoors() throws InterruptedException {
    bus(worker).subscribe(WORKER, TASKS, delivery -> delivery.reply(Payload.text("done")));

    var reply = bus(planner).request(draft().query(Payload.empty()), Duration.ofSeconds(20));

    assertThat(reply.payload().text()).isEqualTo("done");
  }

  @Test
  void theReceiptComesFromWhoeverHandledTheMessage() throws InterruptedException {
    var asking = bus(planner);
    var receipts = TopicPattern.of("_maos.receipts");
    asking.subscribe(PLANNER, receipts, delivery -> received.add(delivery.message()));
    listen(bus(worker));

    asking.publish(draft().withReceipt().command(Payload.text("hello")));

    assertThat(next().payload().text()).isEqualTo("hello");
    var receipt = next();
    assertThat(receipt.sender()).isEqualTo(WORKER);
    assertThat(receipt.payload().text()).contains("DELIVERED");
  }

  @Test
  void aHandlerThatFailsGetsTheMessageAgain() throws InterruptedException {
    var tries = new AtomicInteger();
    bus(worker)
        .subscribe(
            WORKER,
            TASKS,
            delivery -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("first try");
              }
              received.add(delivery.message());
            });

    bus(planner).publish(message());

    assertThat(next().name()).isEqualTo("launch-code");
    assertThat(tries).hasValue(2);
    assertThat(worker.metrics().messagesRejected()).isZero();
  }

  @Test
  void whatNobodySealedIsBuriedAndTheRestGoesOn() throws InterruptedException {
    var plain = bus();
    plain.publish(message());
    plain.publish(draft().command(Payload.text("plain")));
    bus(planner).publish(draft().command(Payload.text("sealed")));

    listen(bus(worker));

    assertThat(next().payload().text()).isEqualTo("sealed");
    var letters = plain.deadLetters(QueueName.inbox(WORKER)).list(10);
    assertThat(letters)
        .hasSize(2)
        .allSatisfy(letter -> {
          assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.REFUSED);
          assertThat(letter.detail()).isEqualTo("SECURITY_REJECTED");
        });
    assertThat(worker.metrics().rejected()).containsEntry(Rejection.NOT_ALLOWED, 2L);
  }

  @Test
  void whoIsBlockedIsNotHeardAnyMoreNotEvenWithWhatHasArrived() throws InterruptedException {
    bus(planner).publishAll(List.of(message(), message(), message(), message()));
    var bus = bus(worker);

    bus.subscribe(
        WORKER,
        TASKS,
        delivery -> {
          worker.blockAgent(PLANNER, "odd");
          received.add(delivery.message());
        });

    next();
    bus.awaitIdle(Duration.ofSeconds(10));
    assertThat(received).isEmpty();
    assertThat(bus.deadLetters(QueueName.inbox(WORKER)).list(10)).hasSize(3);
    assertThat(worker.metrics().rejected()).containsEntry(Rejection.BLOCKED, 3L);
  }

  @Test
  void aCopyOfWhatWasHandledIsRefused() throws InterruptedException {
    bus(planner).publish(message());
    var stored = takeRaw();
    listen(bus(worker));
    next();
    open.getLast().awaitIdle(Duration.ofSeconds(10));

    assertRejected(Rejection.REPLAYED, () -> Envelopes.opened(worker, stored));
    var renamed =
        new Envelope(
            MessageId.of(new UUID(1, 2)),
            stored.sentAtMicros(),
            stored.dueAtMicros(),
            stored.expiresAtMicros(),
            stored.identity(),
            stored.message());
    assertRejected(Rejection.REPLAYED, () -> Envelopes.opened(worker, renamed));
  }

  @Test
  void anEnvelopeUnderAnotherIdIsRefused() {
    bus(planner).publish(message());
    var stored = takeRaw();
    var renamed =
        new Envelope(
            MessageId.of(new UUID(1, 2)),
            stored.sentAtMicros(),
            stored.dueAtMicros(),
            stored.expiresAtMicros(),
            stored.identity(),
            stored.message());

    assertRejected(Rejection.MISDIRECTED, () -> Envelopes.opened(worker, renamed));
    assertThat(Envelopes.opened(worker, stored).message().payload()).isEqualTo(message().payload());
    assertThat(Envelopes.opened(worker, stored).message().payload())
        .as("again, as long as it was not handled")
        .isEqualTo(message().payload());
  }

  @Test
  void nothingGoesOutForWhomThereIsNoKey() {
    var bus = bus(planner);
    var stranger = AgentId.of("stranger");

    assertCode(
        ErrorCode.NO_KEY_FOR_RECIPIENT,
        () -> bus.publish(Message.from(PLANNER).to(stranger).on("tasks").command(Payload.empty())));
    assertCode(
        ErrorCode.NO_KEY_FOR_RECIPIENT,
        () -> bus.publish(Message.from(PLANNER).toEveryone().on("tasks").event(Payload.empty())));
    assertCode(
        ErrorCode.NO_SUCH_KEY,
        () -> bus.publish(Message.from(stranger).to(WORKER).on("tasks").command(Payload.empty())));
    assertThat(storage.queues().stream().mapToLong(queue -> queue.depth()).sum()).isZero();
  }

  @Test
  void whoAcceptsPlainMessagesMaySendThemToo() throws InterruptedException {
    var careless = CommunicationSecurity.of(QUICK.insecureAcceptPlain());
    var bus = bus(careless);
    listen(bus);

    bus.publish(message());

    assertThat(next()).isEqualTo(message());
  }

  @Test
  void theWholeLayerIsGuardedByOneWord() throws InterruptedException {
    var both = CommunicationSecurity.of(QUICK);
    both.generateAgentKeys(PLANNER);
    both.generateAgentKeys(WORKER);
    try (var maos = Maos.builder("memory:").guardedBy(both).open()) {
      listen(maos.bus());

      maos.bus().publishAll(List.of(message(), message(), message()));

      for (int i = 0; i < 3; i++) {
        assertThat(next()).isEqualTo(message());
      }
    }
    assertThat(both.metrics().messagesEncrypted()).isEqualTo(3);
    assertThat(both.metrics().sessionsOpened()).isEqualTo(1);
  }

  @Test
  void publishingAgainUnderOneKeyIsStillOneMessage() {
    var bus = bus(planner);
    var once = draft().identifiedBy("once").command(Payload.text("hello"));

    assertThat(bus.publish(once).acceptance()).isNotEqualTo(bus.publish(once).acceptance());
  }

  private Envelope takeRaw() {
    var spy = new ArrayList<Envelope>();
    var raw =
        new MessageBus(
            storage, BusOptions.defaults(), TimeSource.system(), MessageBus.freshRandom());
    open.add(raw);
    try (var receiver = raw.receiver(WORKER, TASKS)) {
      var delivery = receiver.receive(Duration.ofSeconds(10)).orElseThrow();
      spy.add(
          new Envelope(
              delivery.id(),
              micros(delivery.sentAt()),
              micros(delivery.sentAt()),
              micros(delivery.sentAt()) + 86_400_000_000L,
              Envelope.Identity.ID_ALONE,
              delivery.message()));
      delivery.nack(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return spy.getFirst();
  }

  private static long micros(Instant moment) {
    return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
  }

  private void listen(MessageBus bus) {
    bus.subscribe(WORKER, TASKS, delivery -> received.add(delivery.message()));
  }

  private Message next() throws InterruptedException {
    var message = received.poll(20, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  private MessageBus bus(CommunicationSecurity security) {
    var bus =
        new MessageBus(
            storage,
            BusOptions.defaults(),
            TimeSource.system(),
            MessageBus.freshRandom(),
            Announcer.nobody(),
            AgentFinder.none(),
            security);
    open.add(bus);
    return bus;
  }

  private MessageBus bus() {
    var bus = MessageBus.over(storage);
    open.add(bus);
    return bus;
  }

  private static CommunicationSecurity security() {
    return CommunicationSecurity.of(QUICK);
  }
}
