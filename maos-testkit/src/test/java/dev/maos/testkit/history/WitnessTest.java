package dev.maos.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageHandler;
import dev.maos.message.Overflow;
import dev.maos.message.Priority;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.SubscriptionOptions;
import dev.maos.testkit.Fault;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Recorder;
import dev.maos.testkit.Seed;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Answered;
import dev.maos.testkit.history.Step.Begun;
import dev.maos.testkit.history.Step.Ended;
import dev.maos.testkit.history.Step.Invoked;
import dev.maos.testkit.history.Step.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a witness of a real bus writes down convicts a bad one and lets a good one go. */
class WitnessTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");
  private static final AgentId CAROL = AgentId.of("carol");
  private static final QueueName INBOX = QueueName.inbox(BOB);
  private static final QueueName NEWS = QueueName.subscription(BOB, TopicPattern.of("news"));
  private static final QueueName CAROLS_NEWS =
      QueueName.subscription(CAROL, TopicPattern.of("news"));
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ManualTime time = new ManualTime();
  private final Seed seed = new Seed(1);
  private final QueueLimits limits = QueueLimits.defaults().maxQueueSize(5);
  private final MemoryTransport storage = new MemoryTransport(limits, time);
  private final FaultyTransport line = new FaultyTransport(storage, FaultPlan.none(), time, seed);
  private final MessageBus bus =
      new MessageBus(
          line,
          BusOptions.defaults().limits(limits).overflow(Overflow.reject()),
          time,
          seed.random());
  private final Witness witness = new Witness(time);

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void whatAnHonestBusDoesIsInnocent() throws Exception {
    subscribe(delivery -> {});
    bus.subscribe(BOB, TopicPattern.of("news"), witness.watching("bob", delivery -> {}));
    bus.subscribe(CAROL, TopicPattern.of("news"), witness.watching("carol", delivery -> {}));
    publishJobs(5);
    witness.publish(
        bus, Message.from(ALICE).toEveryone().on("news").event(key(6)), NEWS, CAROLS_NEWS);
    assertThat(bus.awaitIdle(PATIENCE)).isTrue();

    var verdict = judged();
    assertThat(verdict.isInnocent()).as("%s", verdict).isTrue();
    assertThat(verdict.tally().accepted()).isEqualTo(6);
    assertThat(verdict.tally().handled()).isEqualTo(7);
  }

  @Test
  void whatADishonestStorageDropsIsLost() throws Exception {
    line.dropAccepted(envelope -> envelope.message().payload().text().equals("alice#3"));
    subscribe(delivery -> {});
    publishJobs(5);
    assertThat(bus.awaitIdle(PATIENCE)).isTrue();

    assertThat(judged().of(Anomaly.LOST))
        .extracting(Charge::what)
        .containsExactly("alice#3 in " + INBOX);
    assertThat(judged().counts()).containsOnlyKeys(Anomaly.LOST);
  }

  @Test
  void whatIsHandledAndWasNeverToldOfIsAPhantom() throws Exception {
    subscribe(delivery -> {});
    bus.publish(job().heartbeat());
    bus.publish(job().command(key(1)));
    assertThat(bus.awaitIdle(PATIENCE)).isTrue();

    assertThat(judged().counts()).containsOnly(Map.entry(Anomaly.PHANTOM, 2));
  }

  @Test
  void aMessageThatReachedAnotherPlaceThanItsOwnIsLostAndAPhantom() throws Exception {
    subscribe(delivery -> {});
    witness.publish(bus, job().command(key(1)), NEWS);
    assertThat(bus.awaitIdle(PATIENCE)).isTrue();

    assertThat(judged().counts()).containsOnlyKeys(Anomaly.LOST, Anomaly.PHANTOM);
  }

  @Test
  void aDeadLetterIsNotLostOnceItIsWrittenDown() throws Exception {
    subscribe(delivery -> delivery.reject("broken"));
    publishJobs(1);
    assertThat(bus.awaitIdle(PATIENCE)).isTrue();
    storage.deadLetters(INBOX, Optional.empty(), 10).forEach(witness::buried);

    assertThat(judged().tally().dead()).isEqualTo(1);
    assertThat(judged().of(Anomaly.LOST)).isEmpty();
  }

  @Test
  void aHandlerThatFailsIsWrittenDownAsFailed() throws Exception {
    var bob = new Recorder().failing(1);
    subscribe(bob);
    publishJobs(1);
    bob.await(1);
    bus.close();

    assertThat(witness.steps())
        .filteredOn(Ended.class::isInstance)
        .extracting(step -> ((Ended) step).result())
        .containsExactly(Result.FAILED);
  }

  @Test
  void eachStepIsWrittenInTheOrderThatMakesItSound() throws Exception {
    subscribe(delivery -> {});
    publishJobs(1);
    assertThat(bus.awaitIdle(PATIENCE)).isTrue();

    assertThat(witness.steps())
        .filteredOn(step -> step instanceof Invoked || step instanceof Answered)
        .extracting(Object::getClass)
        .containsExactly(Invoked.class, Answered.class);
    assertThat(witness.steps())
        .filteredOn(step -> step instanceof Begun || step instanceof Ended)
        .extracting(Object::getClass)
        .containsExactly(Begun.class, Ended.class);
  }

  @Test
  void whatTheBusRefusedIsWrittenDownAsRefused() {
    publishJobs(5);

    assertThatThrownBy(() -> witness.publish(bus, job().command(key(6))))
        .isInstanceOf(MaosException.class);
    assertThat(judged().tally().refused()).isEqualTo(1);
  }

  @Test
  void anUnknownOutcomeIsWrittenDownAsUnknown() {
    line.follow(FaultPlan.none().with(Fault.LOSE_REPLY, 1));
    var impatient = BusOptions.defaults().limits(limits).publishTimeout(Duration.ofMillis(1));
    try (var other = new MessageBus(line, impatient, time, seed.random())) {
      assertThatThrownBy(() -> witness.publish(other, job().command(key(1))))
          .isInstanceOf(MaosException.class);
    }

    assertThat(witness.steps())
        .last()
        .isEqualTo(new Answered(time.micros(), new Key(ALICE, 1), Answer.UNKNOWN));
  }

  @Test
  void aMessageExpiresAtTheEndOfItsLifeOrAtItsDeadlineIfThatIsSooner() {
    var soon = time.now().plusSeconds(7);
    witness.publish(bus, job().ttl(Duration.ofSeconds(9)).command(key(1)));
    witness.publish(bus, job().ttl(Duration.ofSeconds(9)).deadline(soon).command(key(2)));
    witness.publish(bus, job().ttl(Duration.ofSeconds(5)).deadline(soon).command(key(3)));

    assertThat(witness.steps())
        .filteredOn(Invoked.class::isInstance)
        .extracting(step -> ((Invoked) step).expiresAt() - time.micros())
        .containsExactly(9_000_000L, 7_000_000L, 5_000_000L);
  }

  @Test
  void aMessageToEveryoneNeedsItsPlaces() {
    assertThatThrownBy(
            () -> witness.publish(bus, Message.from(ALICE).toEveryone().on("news").event(key(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("places");
    assertThat(witness.steps()).isEmpty();
  }

  @Test
  void aMessageWithoutAKeyOfItsSenderIsNotPublished() {
    assertThatThrownBy(() -> witness.publish(bus, job().command(Payload.text("bob#1"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> witness.publish(bus, job().command(Payload.text("hello"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(storage.queues()).allMatch(queue -> queue.depth() == 0);
  }

  private void subscribe(MessageHandler handler) {
    bus.subscribe(
        BOB,
        TopicPattern.of("jobs"),
        SubscriptionOptions.defaults(),
        witness.watching("bob", handler));
  }

  private void publishJobs(int count) {
    for (int i = 1; i <= count; i++) {
      witness.publish(bus, job().command(key(i)));
    }
  }

  private static MessageDraft job() {
    return Message.from(ALICE).to(BOB).on("jobs").priority(Priority.NORMAL);
  }

  private static Payload key(int number) {
    return Payload.text(new Key(ALICE, number).toString());
  }

  private Verdict judged() {
    return new Judge(Rules.defaults()).judge(witness.steps());
  }
}
