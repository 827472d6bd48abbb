package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.BusOptions;
import dev.maos.message.DeliveryReceipt;
import dev.maos.message.DeliveryReceipt.Status;
import dev.maos.message.Message;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts for the sender: what became of its message. */
abstract class DeliveryReceiptContract extends BusScene {
  private final Recorder alice = recorder();

  DeliveryReceiptContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().cleanupInterval(Duration.ofSeconds(1)));
  }

  @BeforeEach
  void aliceReadsHerReceipts() {
    var _ = subscribe(ALICE, "_maos.receipts", alice);
  }

  @Test
  void aRejectedMessageIsReportedAsFailed() {
    var bob = recorder();
    bob.then(delivery -> delivery.reject("cannot be parsed"));
    subscribe(BOB, ">", OPTIONS.manual(), bob);
    var id = bus.publish(registered("nonsense")).id();

    var receipt = onlyReceipt();

    assertThat(receipt.message()).isEqualTo(id.toString());
    assertThat(receipt.status()).isEqualTo(Status.FAILED);
    assertThat(receipt.error()).contains("cannot be parsed");
    assertThat(receipt.queue()).isEqualTo(BOBS_INBOX.toString());
  }

  @Test
  void anExhaustedMessageIsReportedAsDead() {
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1), recorder().failing(1));
    bus.publish(registered("hopeless"));

    assertThat(onlyReceipt().status()).isEqualTo(Status.DEAD);
  }

  @Test
  void aMessageThatExpiredUnreadIsReportedAsExpired() {
    bus.publish(toBob().withReceipt().ttl(Duration.ofSeconds(1)).command(Payload.text("old")));

    passUntil("receipt", () -> !alice.deliveries().isEmpty());

    assertThat(onlyReceipt().status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void aMessageThatExpiredBeforeItsHandlerIsReportedAsExpired() {
    var bob = recorder();
    var subscription = subscribeBob(bob);
    subscription.pause();
    bus.publish(toBob().withReceipt().ttl(Duration.ofSeconds(1)).command(Payload.text("old")));
    fixture.pass(Duration.ofSeconds(2));
    subscription.resume();

    assertThat(onlyReceipt().status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void aHandledMessageIsReportedAsDelivered() {
    subscribeBob(recorder());
    var id = bus.publish(registered("work")).id();

    var receipt = onlyReceipt();

    assertThat(receipt.message()).isEqualTo(id.toString());
    assertThat(receipt.status()).isEqualTo(Status.DELIVERED);
    assertThat(receipt.attempts()).isEqualTo(1);
    assertThat(receipt.error()).isEmpty();
  }

  @Test
  void aMessageThatWasRetriedIsReportedOnceItIsDelivered() {
    subscribeBob(recorder().failing(1));
    bus.publish(registered("work"));
    awaitDelayed(BOBS_INBOX, 1);
    fixture.pass(RETRY_DELAY.plusMillis(1));

    assertThat(onlyReceipt().attempts()).isEqualTo(2);
  }

  @Test
  void aReceiptWaitsForASenderThatIsAway() {
    var draft = Message.from(CAROL).to(BOB).on("jobs").withReceipt();
    var bob = recorder();
    subscribeBob(bob);
    bus.publish(draft.command(Payload.text("work")));
    bob.awaitFinished(1);
    awaitEmpty(BOBS_INBOX);
    var carol = recorder();

    subscribe(CAROL, "_maos.receipts", carol);

    assertThat(receipts(carol))
        .extracting(DeliveryReceipt::status)
        .containsExactly(Status.DELIVERED);
  }

  @Test
  void nobodyIsSentAReceiptThatItDidNotAskFor() throws Exception {
    subscribeBob(recorder());
    bus.publish(job("unregistered"));
    bus.publish(registered("registered"));

    assertThat(onlyReceipt().status()).isEqualTo(Status.DELIVERED);
    awaitRest();
    assertThat(alice.deliveries()).hasSize(1);
  }

  @Test
  void eachSubscriptionOfATopicReports() {
    subscribe(BOB, "news", SubscriptionOptions.defaults(), recorder());
    subscribe(CAROL, "news", SubscriptionOptions.defaults(), recorder());
    bus.publish(toEveryone().withReceipt().event(Payload.text("item")));

    alice.await(2);
    assertThat(receipts(alice))
        .extracting(DeliveryReceipt::queue)
        .containsExactlyInAnyOrder("subscription:bob/news", "subscription:carol/news");
  }

  private static Message registered(String text) {
    return toBob().withReceipt().command(Payload.text(text));
  }

  private DeliveryReceipt onlyReceipt() {
    assertThat(alice.await(1)).hasSize(1);
    return receipts(alice).getFirst();
  }

  private static List<DeliveryReceipt> receipts(Recorder recorder) {
    return recorder.await(1).stream()
        .map(delivery -> delivery.payload().as(DeliveryReceipt.class))
        .toList();
  }
}
