package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Claim;
import dev.maos.message.Message;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import dev.maos.message.Receipt;
import dev.maos.message.Settled;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Readers without a subscription: they take what is addressed to an agent, in its place, and leave
 * nothing behind.
 */
abstract class DirectContract extends StorageScene {
  DirectContract(TransportFixture fixture) {
    super(fixture);
  }

  private Reader openDirectly() {
    return open(Reading.of(">").directly());
  }

  @Test
  void takesWhatIsAddressedAndHearsNoTopics() {
    var reader = openDirectly();
    send(job("to bob"));
    send(news("to all"));

    assertThat(texts(reader.take(PLENTY))).containsExactly("to bob");
  }

  @Test
  void takesWhatWaitedBeforeItCame() {
    send(job("early"));

    assertThat(openDirectly().drain()).containsExactly("early");
  }

  @Test
  void leavesNoQueueBehind() {
    var names = queues();
    openDirectly().close();
    send(news("to all"));

    assertThat(queues()).as("queues").containsExactlyInAnyOrderElementsOf(names);
  }

  private List<QueueName> queues() {
    return storage.queues().stream()
        .map(QueueStats::queue)
        .filter(queue -> queue.kind() == QueueName.Kind.SUBSCRIPTION)
        .toList();
  }

  @Test
  void doesNotEndTheSubscriptionOfTheAgentItself() {
    var bob = open(Reading.of(">"));
    openDirectly().close();
    send(news("to all"));

    assertThat(texts(bob.take(PLENTY))).containsExactly("to all");
  }

  @Test
  void whatItDoesNotSettleGoesBackToItsPlaceUncounted() {
    sendMany(3, toBob());
    var reader = openDirectly();
    assertThat(reader.take(PLENTY)).hasSize(3);

    reader.close();

    var claims = openBob().take(PLENTY);
    assertThat(texts(claims)).containsExactly("0", "1", "2");
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
  }

  @Test
  void sharesWithTheAgentItself() {
    var bob = openBob();
    var reader = openDirectly();
    send(job("work"));

    assertThat(bob.take(PLENTY).size() + reader.take(PLENTY).size()).isEqualTo(1);
  }

  @Test
  void whatAnotherHoldsComesWhenTheLeaseEnds() {
    var bob = openBob();
    send(job("work"));
    bob.takeOne();
    bob.inbox().abandon();
    var reader = openDirectly();
    assertThat(reader.take(PLENTY)).isEmpty();

    fixture.pass(PAST_THE_LEASE);

    assertThat(reader.takeOne().attempt()).isEqualTo(2);
  }

  @Test
  void aMessageMovesToAnotherInboxInOneStep() {
    var reader = openDirectly();
    var sent = sendOne(job("work"));
    var claim = reader.takeOne();
    var moved =
        sealer.seal(
            sent.id(), Message.from(ALICE).to(CAROL).on("jobs").command(Payload.text("work")));

    var completion = storage.complete(reader.inbox(), claim, List.of(moved));

    assertThat(completion.settled()).isEqualTo(Settled.NOW);
    assertThat(completion.receipts()).noneMatch(Receipt::duplicate);
    assertThat(openBob().take(PLENTY)).isEmpty();
    assertThat(open(Reading.of("jobs").by(CAROL)).takeOne().envelope().id()).isEqualTo(sent.id());
  }
}
