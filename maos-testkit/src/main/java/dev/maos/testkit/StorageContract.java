package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Claim;
import dev.maos.message.DeliveryReceipt;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageId;
import dev.maos.message.MessageType;
import dev.maos.message.Priority;
import dev.maos.message.Receipt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Storing and finding: what is sent waits for those that it is for, and reaches nobody else. */
abstract class StorageContract extends StorageScene {
  StorageContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void aMessageToAnAgentThatNeverReadWaitsUntilItDoes() {
    send(job("early"));
    fixture.pass(Duration.ofSeconds(1));

    var claim = openBob().takeOne();

    assertThat(text(claim)).isEqualTo("early");
    assertThat(claim.attempt()).as("waiting is not counted").isEqualTo(1);
  }

  @Test
  void aMessageWaitsForAnInboxThatWasClosed() {
    openBob().close();
    send(job("offline"));

    assertThat(openBob().drain()).containsExactly("offline");
  }

  @Test
  void aMessageOnATopicThatTheAgentDoesNotReadWaits() {
    var elsewhere = open(Reading.of("letters"));
    send(job("work"));

    assertThat(elsewhere.take(PLENTY)).isEmpty();
    assertThat(open(Reading.of("jobs")).drain()).containsExactly("work");
  }

  @Test
  void openingAndClosingAnInboxDoesNotCountAsAnAttempt() {
    send(job("work"));
    for (int i = 0; i < 10; i++) {
      openBob().close();
    }

    assertThat(openBob().takeOne().attempt()).isEqualTo(1);
  }

  @Test
  void aMessageToOneAgentReachesNoOther() {
    var carol = open(Reading.of(">").by(CAROL));
    var bob = openBob();
    send(job("for bob"));

    assertThat(carol.take(PLENTY)).isEmpty();
    assertThat(bob.drain()).containsExactly("for bob");
  }

  @Test
  void ofSeveralInboxesOfOneAgentThatWantAMessageOneGetsIt() {
    var one = open(Reading.of("jobs"));
    var other = open(Reading.of(">"));
    send(job("work"));

    int claims = one.take(PLENTY).size() + other.take(PLENTY).size();

    assertThat(claims).isEqualTo(1);
  }

  @Test
  void whatAFilterRefusesStaysForAnInboxThatWantsIt() {
    var queries = open(Reading.of("jobs").only(MessageFilter.ANY.types(MessageType.QUERY)));
    send(job("a command"));

    assertThat(queries.take(PLENTY)).isEmpty();
    assertThat(openBob().drain()).containsExactly("a command");
  }

  @Test
  void aFilterLetsThroughWhatItNames() {
    var fromCarol = open(Reading.of("jobs").only(MessageFilter.ANY.senders(CAROL)));
    send(job("from alice"));
    send(Message.from(CAROL).to(BOB).on("jobs").command(Payload.text("from carol")));

    assertThat(fromCarol.drain()).containsExactly("from carol");
  }

  @Test
  void aWildcardInFirstPlaceNeverMatchesAReservedTopic() {
    var everything = openBob();
    var receipts = open(Reading.of("_maos.receipts"));
    var reserved = Message.from(ALICE).to(BOB).on(DeliveryReceipt.TOPIC);
    send(reserved.event(Payload.text("a receipt")));

    assertThat(everything.take(PLENTY)).isEmpty();
    assertThat(receipts.drain()).containsExactly("a receipt");
  }

  @Test
  void whatIsSentIsTakenUnchanged() {
    var sent =
        toBob()
            .priority(Priority.HIGH)
            .guarantee(Guarantee.EXACTLY_ONCE)
            .header("colour", "grün")
            .orderedBy("key")
            .ttl(Duration.ofHours(1))
            .query("ask", Payload.binary(new byte[] {0, -1, 10, 127}));
    var envelope = sendOne(sent);

    var taken = openBob().takeOne().envelope();

    assertThat(taken.id()).isEqualTo(envelope.id());
    assertThat(taken.message()).isEqualTo(sent);
    assertThat(taken.sentAtMicros()).isEqualTo(envelope.sentAtMicros());
    assertThat(taken.expiresAtMicros()).isEqualTo(envelope.expiresAtMicros());
    assertThat(taken.fingerprint()).isEqualTo(envelope.fingerprint());
  }

  @Test
  void anEmptyBatchIsAcceptedAndChangesNothing() {
    assertThat(storage.send(List.of())).isEmpty();
    assertThat(storage.queues()).allMatch(stats -> stats.depth() == 0);
  }

  @Test
  void aBatchIsAnsweredMessageByMessageInItsOrder() {
    var batch = List.of(sealer.seal(job("a")), sealer.seal(news("b")), sealer.seal(teamJob("c")));

    var receipts = storage.send(batch);

    assertThat(receipts).extracting(Receipt::id).containsExactlyElementsOf(ids(batch));
    assertThat(receipts).noneMatch(Receipt::duplicate);
    assertThat(receipts).extracting(Receipt::durability).containsOnly(storage.durability());
  }

  @Test
  void takingGivesNoMoreThanItWasAskedFor() {
    var bob = openBob();
    sendMany(5, toBob());

    assertThat(bob.take(3)).hasSize(3);
    assertThat(bob.take(3)).hasSize(2);
    assertThat(bob.take(3)).isEmpty();
  }

  @Test
  void whatIsClaimedIsNotGivenTwice() {
    var bob = openBob();
    send(job("work"));

    assertThat(bob.take(PLENTY)).hasSize(1);
    assertThat(bob.take(PLENTY)).isEmpty();
    assertThat(openBob().take(PLENTY)).isEmpty();
  }

  @Test
  void anInboxKnowsItsBacklog() {
    var bob = openBob();
    sendMany(3, toBob());
    send(toBob().deliverAfter(Duration.ofHours(1)).command(Payload.text("later")));
    bob.acknowledge(bob.takeOne());
    bob.takeOne();

    assertThat(bob.inbox().backlog()).as("one claimed, one ready, one delayed").isEqualTo(3);
  }

  @Test
  void statisticsTellWhatIsReadyClaimedAndDelayed() {
    var bob = openBob();
    sendMany(3, toBob());
    send(toBob().deliverAfter(Duration.ofHours(1)).command(Payload.text("later")));
    bob.takeOne();

    var stats = stats(BOBS_INBOX);

    assertThat(stats.ready()).isEqualTo(2);
    assertThat(stats.claimed()).isEqualTo(1);
    assertThat(stats.delayed()).isEqualTo(1);
    assertThat(stats.depth()).isEqualTo(4);
  }

  @Test
  void aClaimNamesItsQueue() {
    var bob = openBob();
    send(job("direct"));
    send(news("to all"));

    assertThat(bob.take(PLENTY))
        .extracting(Claim::queue)
        .containsExactlyInAnyOrder(BOBS_INBOX, Reading.of(">").spec().subscription());
  }

  @Test
  void theBellRingsForAnInboxThatCameAwayEmpty() {
    var bob = openBob();
    assertThat(bob.take(PLENTY)).isEmpty();
    bob.ringsSince();

    send(job("work"));

    Waiting.until("bell", () -> bob.ringsSince() > 0);
  }

  private static List<MessageId> ids(List<Envelope> batch) {
    return batch.stream().map(Envelope::id).toList();
  }
}
