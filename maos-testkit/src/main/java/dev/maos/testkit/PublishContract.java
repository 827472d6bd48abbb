package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.BusOptions;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageId;
import dev.maos.message.Overflow;
import dev.maos.message.Priority;
import dev.maos.message.PublishOutcome;
import dev.maos.message.PublishOutcome.Accepted;
import dev.maos.message.PublishOutcome.Failed;
import dev.maos.message.PublisherOptions;
import dev.maos.message.Receipt;
import dev.maos.testkit.history.Key;
import dev.maos.testkit.history.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ways to publish: one, a batch, a stream of many. */
abstract class PublishContract extends BusScene {
  private static final int BOUND = 100;
  private static final PublisherOptions FEW = PublisherOptions.defaults().maxBatch(7);

  private final List<PublishOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());

  PublishContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().maxQueueSize(BOUND).maxPayloadBytes(1_000));
  }

  @Test
  void aBatchWithOneBadMessageIsRefusedWithItsIndex() {
    var batch = List.of(job("good"), job("x".repeat(1_001)), job("good"));

    var refused = catchThrowableOfType(InvalidInputException.class, () -> bus.publishAll(batch));

    assertThat(refused.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
    assertThat(refused).hasMessageContaining("1").hasMessageContaining("batch");
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void aBatchOfMoreThanTenThousandIsRefused() {
    assertThatThrownBy(() -> bus.publishAll(Collections.nCopies(10_001, job("job"))))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BATCH_TOO_LARGE));
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void anEmptyBatchIsFine() {
    assertThat(bus.publishAll(List.of())).isEmpty();
  }

  @Test
  void aBatchIsAnsweredInItsOrder() {
    var bob = recorder();
    subscribeBob(bob);

    var receipts = bus.publishAll(List.of(job("a"), job("b"), job("c")));

    bob.await(3);
    assertThat(bob.texts()).containsExactly("a", "b", "c");
    assertThat(bob.ids()).isEqualTo(receipts.stream().map(Receipt::id).toList());
  }

  @Test
  void idsOfOneBusGrow() {
    var ids = new ArrayList<MessageId>();
    for (int i = 0; i < BOUND; i++) {
      ids.add(bus.publish(job("job")).id());
    }

    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPayloadOverTheLimitIsRefused() {
    assertThatThrownBy(() -> bus.publish(job("x".repeat(1_001))))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE))
        .hasMessageContaining("1001")
        .hasMessageContaining("1000");
    assertThat(bus.publish(job("x".repeat(1_000))).duplicate()).isFalse();
  }

  @Test
  void callersAtTheSameTimeLoseNothing() throws Exception {
    var witness = new Witness(fixture.time());
    subscribeBob(witness.watching("bob", recorder()));
    var callers = new ArrayList<Future<?>>();
    for (int i = 0; i < 8; i++) {
      var caller = AgentId.of("caller-" + i);
      callers.add(meanwhile(() -> publishTen(caller, witness)));
    }
    for (var caller : callers) {
      caller.get();
    }

    awaitRest();
    assertThat(assertInnocent(witness).accepted()).isEqualTo(80);
  }

  private boolean publishTen(AgentId caller, Witness witness) {
    for (int i = 1; i <= 10; i++) {
      var text = Payload.text(new Key(caller, i).toString());
      witness.publish(bus, Message.from(caller).to(BOB).on("jobs").command(text));
    }
    return true;
  }

  @Test
  void aPublisherTellsTheOutcomeOfEachMessageInOrder() throws Exception {
    var ids = new ArrayList<MessageId>();
    try (var publisher = bus.publisher(outcomes::add)) {
      for (int i = 0; i < BOUND; i++) {
        ids.add(publisher.publish(job("job " + i)));
      }
      assertThat(publisher.flush(Duration.ofSeconds(5))).isTrue();
    }

    assertThat(outcomes).hasOnlyElementsOfType(Accepted.class);
    assertThat(outcomes).extracting(PublishOutcome::id).isEqualTo(ids);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND);
  }

  @Test
  void aPublisherKeepsTheOrder() throws Exception {
    var bob = recorder();
    subscribeBob(bob);
    try (var publisher = bus.publisher(PublisherOptions.defaults().maxBatch(3), outcomes::add)) {
      for (int i = 0; i < 50; i++) {
        publisher.publish(job(Integer.toString(i)));
      }
    }

    bob.await(50);
    assertThat(bob.texts()).isEqualTo(IntStream.range(0, 50).mapToObj(Integer::toString).toList());
  }

  @Test
  void aPublisherKeepsTheOrderThroughAFullQueue() throws Exception {
    int messages = 20 * BOUND;
    var patient = bus.options().overflow(Overflow.block(Duration.ofMinutes(5)));
    var publisher = closing(busOver(storage, patient).publisher(FEW, outcomes::add));
    var publishing =
        meanwhile(() -> {
          for (int i = 0; i < messages; i++) {
            publisher.publish(job(Integer.toString(i)));
          }
          return true;
        });
    Waiting.until("a full queue", () -> stats(BOBS_INBOX).depth() > BOUND - FEW.maxBatch());

    var bob = recorder();
    subscribeBob(bob);
    passUntil("all published", () -> publishing.isDone() && outcomes.size() == messages);

    bob.await(messages);
    assertThat(outcomes).hasOnlyElementsOfType(Accepted.class);
    assertThat(bob.texts())
        .isEqualTo(IntStream.range(0, messages).mapToObj(Integer::toString).toList());
  }

  @Test
  void aRefusedMessageOfAPublisherIsReportedAndTheOthersGoOn() throws Exception {
    try (var publisher = bus.publisher(outcomes::add)) {
      for (int i = 0; i < BOUND + 1; i++) {
        publisher.publish(job("job " + i));
      }
      publisher.publish(Message.from(ALICE).to(CAROL).on("jobs").heartbeat());
    }

    assertThat(outcomes).hasSize(BOUND + 2);
    var failed = (Failed) outcomes.get(BOUND);
    assertThat(failed.error().code()).isEqualTo(ErrorCode.QUEUE_FULL);
    assertThat(failed.message()).isEqualTo(job("job " + BOUND));
    assertThat(outcomes.getLast()).isInstanceOf(Accepted.class);
  }

  @Test
  void whatAPublisherIsGivenIsCheckedAtOnce() throws Exception {
    try (var publisher = bus.publisher(outcomes::add)) {
      assertThatThrownBy(() -> publisher.publish(job("x".repeat(1_001))))
          .isInstanceOf(InvalidInputException.class);
      publisher.publish(job("good"));
    }

    assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Accepted.class);
  }

  @Test
  void aPublisherWaitsWhileTooMuchIsInFlight() throws Exception {
    var slow = new Semaphore(0);
    var options = PublisherOptions.defaults().maxInFlight(3).maxBatch(1);
    var publisher = closing(bus.publisher(options, outcome -> slow.acquireUninterruptibly()));
    var publishing =
        meanwhile(() -> {
          for (int i = 0; i < 10; i++) {
            publisher.publish(job("job " + i));
          }
          return true;
        });
    Waiting.until("three in flight", () -> stats(BOBS_INBOX).depth() >= 1);
    assertThat(publishing.isDone()).isFalse();

    slow.release(1_000);

    assertThat(publishing.get()).isTrue();
    assertThat(publisher.flush(Duration.ofSeconds(5))).isTrue();
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(10);
  }

  @Test
  void aCallbackThatFailsDoesNotStopThePublisher() throws Exception {
    try (var publisher = bus.publisher(PublishContract::fail)) {
      for (int i = 0; i < 10; i++) {
        publisher.publish(job("job " + i));
      }
      assertThat(publisher.flush(Duration.ofSeconds(5))).isTrue();
    }

    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(10);
  }

  @Test
  void closingAPublisherSendsWhatItHoldsAndThenRefuses() throws Exception {
    var publisher = bus.publisher(outcomes::add);
    for (int i = 0; i < BOUND; i++) {
      publisher.publish(job("job " + i));
    }

    publisher.close();
    publisher.close();

    assertThat(outcomes).hasSize(BOUND);
    assertThatThrownBy(() -> publisher.publish(job("late")))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUS_CLOSED));
  }

  @Test
  void aPublisherMakesUpForALostAnswer() throws Exception {
    var line = new FaultyTransport(storage, FaultPlan.none(), fixture.time(), new Seed(1));
    var unsure = busOver(line, bus.options());
    line.next(Fault.LOSE_REPLY, Fault.REFUSE, Fault.LOSE_REQUEST);
    var publishing = meanwhile(() -> publishAndClose(unsure));

    passUntil("flush", publishing::isDone);

    assertThat(publishing.get()).isTrue();
    assertThat(outcomes).hasSize(10).hasOnlyElementsOfType(Accepted.class);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(10);
  }

  @Test
  void aPublisherSendsAtMostOnceMessagesOnceAlsoTogether() throws Exception {
    var line = new FaultyTransport(storage, FaultPlan.none(), fixture.time(), new Seed(1));
    var gate = new Semaphore(0);
    var publisher =
        closing(
            busOver(line, bus.options())
                .publisher(outcome -> {
                  gate.acquireUninterruptibly();
                  outcomes.add(outcome);
                }));
    publisher.publish(job("holds the sender up"));
    Waiting.until("first batch", () -> line.sends() == 1);
    for (int i = 0; i < 3; i++) {
      publisher.publish(toBob().guarantee(Guarantee.AT_MOST_ONCE).heartbeat());
    }
    line.next(Fault.REFUSE);

    gate.release(1_000);

    assertThat(publisher.flush(Duration.ofSeconds(5))).isTrue();
    assertThat(line.sends()).as("the three went out together, once").isEqualTo(2);
    assertThat(outcomes.subList(1, 4)).hasOnlyElementsOfType(Failed.class);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
  }

  private boolean publishAndClose(MessageBus over) throws InterruptedException {
    try (var publisher = over.publisher(outcomes::add)) {
      for (int i = 0; i < 10; i++) {
        publisher.publish(job("job " + i));
      }
      return publisher.flush(Duration.ofSeconds(9));
    }
  }

  @Test
  void aMessageWithAllItsPartsArrivesAsItWasWritten() {
    var bob = recorder();
    subscribeBob(bob);
    var sent =
        toBob()
            .priority(Priority.HIGH)
            .header("a", "1")
            .orderedBy("key")
            .identifiedBy("id 1")
            .custom("my.type", Payload.of(List.of(1, 2)));
    bus.publish(sent);

    assertThat(bob.await(1).getFirst().message()).isEqualTo(sent);
  }

  private static void fail(PublishOutcome outcome) {
    throw new IllegalStateException("callback fails for " + outcome.id());
  }
}
