package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.BusOptions;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Durability;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageId;
import dev.maos.message.Priority;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.Receipt;
import dev.maos.testkit.History.Arrival;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The checker finds what is wrong in histories that were made wrong on purpose. */
class HistoryTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");
  private static final QueueName INBOX = QueueName.inbox(BOB);
  private static final QueueName BOBS_NEWS = QueueName.subscription(BOB, TopicPattern.of("news"));
  private static final QueueName ALICES_NEWS =
      QueueName.subscription(ALICE, TopicPattern.of("news"));

  private final History history = new History();

  @Test
  void aPerfectHistoryHasNoFaults() {
    accept(1, job());
    accept(2, job());
    history.handled(id(1), INBOX, 1);
    history.handled(id(2), INBOX, 1);

    assertThat(history.lost()).isEmpty();
    assertThat(history.duplicated()).isEmpty();
    assertThat(history.phantom()).isEmpty();
    assertThat(history.reordered()).isEmpty();
    assertThat(history.acceptedCount()).isEqualTo(2);
  }

  @Test
  void anAcceptedMessageThatNobodyHandledIsLost() {
    accept(1, job());
    accept(2, job());
    history.handled(id(2), INBOX, 1);

    assertThat(history.lost()).containsExactly(new Arrival(id(1), INBOX));
  }

  @Test
  void aMessageThatOneOfItsPlacesMissedIsLostThere() {
    history.accepted(receipt(1), news(), BOBS_NEWS, ALICES_NEWS);
    history.handled(id(1), BOBS_NEWS, 1);

    assertThat(history.lost()).containsExactly(new Arrival(id(1), ALICES_NEWS));
  }

  @Test
  void handlingItInTheWrongPlaceDoesNotCount() {
    accept(1, job());
    history.handled(id(1), BOBS_NEWS, 1);

    assertThat(history.lost()).containsExactly(new Arrival(id(1), INBOX));
    assertThat(history.phantom()).containsExactly(new Arrival(id(1), BOBS_NEWS));
  }

  @Test
  void aDeadLetterIsNotLost() {
    accept(1, job());
    var envelope = new Envelope(id(1), 0, 0, 1, Envelope.Identity.CONTENT, job());
    history.buried(new DeadLetter(INBOX, envelope, Reason.EXHAUSTED, "", 5, Instant.EPOCH));

    assertThat(history.lost()).isEmpty();
  }

  @Test
  void aMessageOfUnknownOutcomeIsNeitherLostNorAPhantom() {
    history.unknown(id(1), job());
    history.unknown(id(2), job());
    history.handled(id(2), INBOX, 1);

    assertThat(history.lost()).isEmpty();
    assertThat(history.phantom()).isEmpty();
  }

  @Test
  void aMessageThatWasAcceptedInTheEndMustBeHandled() {
    history.unknown(id(1), job());
    accept(1, job());
    history.unknown(id(1), job());

    assertThat(history.lost()).containsExactly(new Arrival(id(1), INBOX));
  }

  @Test
  void whatWasHandledTwiceInOnePlaceIsDuplicated() {
    accept(1, job());
    history.handled(id(1), INBOX, 1);
    history.handled(id(1), INBOX, 2);
    history.handled(id(1), INBOX, 3);

    assertThat(history.duplicated()).containsExactly(new Arrival(id(1), INBOX));
  }

  @Test
  void whatWasHandledOnceInEachOfItsPlacesIsNotDuplicated() {
    history.accepted(receipt(1), news(), BOBS_NEWS, ALICES_NEWS);
    history.handled(id(1), BOBS_NEWS, 1);
    history.handled(id(1), ALICES_NEWS, 1);

    assertThat(history.duplicated()).isEmpty();
  }

  @Test
  void whatWasNeverPublishedIsAPhantom() {
    history.handled(id(7), INBOX, 1);

    assertThat(history.phantom()).containsExactly(new Arrival(id(7), INBOX));
  }

  @Test
  void whatIsHandledAfterALaterOneIsReordered() {
    accept(1, job());
    accept(2, job());
    accept(3, job());
    history.handled(id(1), INBOX, 1);
    history.handled(id(3), INBOX, 1);
    history.handled(id(2), INBOX, 1);

    assertThat(history.reordered()).containsExactly(new Arrival(id(2), INBOX));
  }

  @Test
  void aRetriedMessageIsNotReordered() {
    accept(1, job());
    accept(2, job());
    history.handled(id(2), INBOX, 1);
    history.handled(id(1), INBOX, 2);

    assertThat(history.reordered()).isEmpty();
  }

  @Test
  void anotherPrioritySenderOrPlaceHasAnOrderOfItsOwn() {
    accept(1, job());
    accept(2, Message.from(ALICE).to(BOB).on("jobs").priority(Priority.HIGH).heartbeat());
    accept(3, Message.from(BOB).to(BOB).on("jobs").heartbeat());
    history.handled(id(3), INBOX, 1);
    history.handled(id(2), INBOX, 1);
    history.handled(id(1), INBOX, 1);

    assertThat(history.reordered()).isEmpty();
  }

  @Test
  void publishedAgainAMessageKeepsItsPlaceInTheOrder() {
    accept(1, job());
    accept(2, job());
    accept(1, job());
    history.handled(id(1), INBOX, 1);
    history.handled(id(2), INBOX, 1);

    assertThat(history.reordered()).isEmpty();
  }

  @Test
  void aMessageToEveryoneNeedsItsPlaces() {
    assertThatThrownBy(() -> history.accepted(receipt(1), news()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatADishonestStorageDropsIsFound() throws Exception {
    var time = new ManualTime();
    var seed = new Seed(1);
    var honest = new MemoryTransport(QueueLimits.defaults(), time);
    var line = new FaultyTransport(honest, FaultPlan.none(), time, seed);
    line.dropAccepted(envelope -> envelope.message().payload().text().equals("3"));
    try (var bus = new MessageBus(line, BusOptions.defaults(), time, seed.random())) {
      bus.subscribe(BOB, TopicPattern.of(">"), history.recording(delivery -> {}));
      for (int i = 0; i < 5; i++) {
        var message =
            Message.from(ALICE).to(BOB).on("jobs").command(Payload.text(Integer.toString(i)));
        history.accepted(bus.publish(message), message);
      }
      assertThat(bus.awaitIdle(Duration.ofSeconds(5))).isTrue();
    }

    assertThat(history.lost()).hasSize(1);
  }

  private void accept(int number, Message message) {
    history.accepted(receipt(number), message);
  }

  private static Receipt receipt(int number) {
    return new Receipt(id(number), Durability.of(Durability.Level.MEMORY), Receipt.Acceptance.NEW);
  }

  private static MessageId id(int number) {
    return new MessageId(1, number);
  }

  private static Message job() {
    return Message.from(ALICE).to(BOB).on("jobs").heartbeat();
  }

  private static Message news() {
    return Message.from(ALICE).toEveryone().on("news").heartbeat();
  }
}
