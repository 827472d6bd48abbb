package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Delivery;
import dev.maos.message.StaleDeliveryException;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Manual mode: the handler settles, now or later. */
abstract class SettlementContract extends BusScene {
  private static final SubscriptionOptions MANUAL = OPTIONS.manual();

  SettlementContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void settlingAfterTheLeaseWasLostIsRefused() {
    var late = deliver("work");
    fixture.pass(PAST_THE_LEASE);

    assertThatThrownBy(late::ack)
        .isInstanceOfSatisfying(
            StaleDeliveryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STALE_ACK));
    assertThatThrownBy(() -> late.nack(Duration.ZERO)).isInstanceOf(StaleDeliveryException.class);
    assertThatThrownBy(() -> late.reject("no")).isInstanceOf(StaleDeliveryException.class);
    assertThatThrownBy(late::extend).isInstanceOf(StaleDeliveryException.class);
    assertThat(stats(BOBS_INBOX).depth()).as("nothing changed").isEqualTo(1);
    assertThat(bus.metrics().stale()).isEqualTo(4);
  }

  @Test
  void aLostDeliveryIsHandledAgain() {
    var bob = recorder();
    subscribe(BOB, ">", MANUAL, bob);
    bus.publish(job("work"));
    bob.await(1);

    fixture.pass(PAST_THE_LEASE);

    assertThat(bob.await(2).getLast().ack()).isTrue();
    assertThat(bob.attempts()).containsExactly(1, 2);
  }

  @Test
  void acknowledgingTwiceIsHarmless() {
    var delivery = deliver("work");

    assertThat(delivery.ack()).isTrue();
    assertThat(delivery.ack()).isFalse();
    assertThat(delivery.reject("too late")).isFalse();
    assertThat(stats(BOBS_INBOX).dead()).isZero();
  }

  @Test
  void returningDoesNotAcknowledge() {
    var bob = recorder();
    subscribe(BOB, ">", MANUAL, bob);
    bus.publish(job("work"));

    bob.awaitFinished(1);

    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(1);
  }

  @Test
  void throwingGivesBackInManualModeToo() {
    var bob = recorder().failing(1);
    subscribe(BOB, ">", MANUAL, bob);
    bus.publish(job("work"));
    awaitDelayed(BOBS_INBOX, 1);

    fixture.pass(RETRY_DELAY.plusMillis(1));

    bob.await(2);
  }

  @Test
  void aMessageGivenBackComesAgainAfterItsDelay() {
    var bob = recorder();
    subscribe(BOB, ">", MANUAL, bob);
    bus.publish(job("work"));

    assertThat(bob.await(1).getFirst().nack(Duration.ofSeconds(5))).isTrue();

    assertThat(stats(BOBS_INBOX).delayed()).isEqualTo(1);
    fixture.pass(Duration.ofSeconds(5).plusMillis(1));
    assertThat(bob.await(2).getLast().attempt()).isEqualTo(2);
  }

  @Test
  void aRejectedMessageIsBuriedAtOnceWithTheReason() {
    var delivery = deliver("nonsense");

    assertThat(delivery.reject("cannot be parsed")).isTrue();

    var letter = awaitDead(BOBS_INBOX, 1).getFirst();
    assertThat(letter.reason()).isEqualTo(Reason.REJECTED);
    assertThat(letter.detail()).contains("cannot be parsed");
    assertThat(letter.attempts()).isEqualTo(1);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void theReasonOfARejectionIsSafeToPrint() {
    deliver("nonsense").reject("line\nFORGED");

    assertThat(awaitDead(BOBS_INBOX, 1).getFirst().detail()).doesNotContain("\n");
  }

  @Test
  void anExtendedDeliveryIsKept() {
    var delivery = deliver("long work");
    for (int i = 0; i < 4; i++) {
      fixture.pass(LEASE.dividedBy(2));
      assertThat(delivery.extend()).isTrue();
    }

    assertThat(delivery.ack()).isTrue();
  }

  @Test
  void aSettledDeliveryCannotBeExtended() {
    var delivery = deliver("work");
    delivery.ack();

    assertThat(delivery.extend()).isFalse();
  }

  @Test
  void anyThreadMaySettle() throws Exception {
    var delivery = deliver("work");

    assertThat(meanwhile(delivery::ack).get()).isTrue();
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void noMoreAreHandedOutThanMayBeUnsettled() {
    var bob = recorder();
    subscribe(BOB, ">", MANUAL.maxUnsettled(2), bob);
    bus.publishAll(IntStream.range(0, 5).mapToObj(i -> job("job " + i)).toList());
    var out = bob.await(2);
    bob.awaitFinished(2);
    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(2);

    out.getFirst().ack();

    bob.await(3);
    Waiting.until("two unsettled", () -> stats(BOBS_INBOX).claimed() == 2);
    assertThat(bob.deliveries()).hasSize(3);
  }

  @Test
  void whatWasNeverSettledMakesRoomWhenItsLeaseEnds() {
    var bob = recorder();
    subscribe(BOB, ">", MANUAL.maxUnsettled(1), bob);
    bus.publishAll(List.of(job("forgotten"), job("next")));
    bob.await(1);

    fixture.pass(LONG_PAST_THE_LEASE);

    bob.await(2).getLast().ack();
    bob.await(3);
    assertThat(bob.texts()).contains("next");
  }

  private Delivery deliver(String text) {
    var bob = recorder();
    var subscription = subscribe(BOB, ">", MANUAL, bob);
    bus.publish(job(text));
    var delivery = bob.await(1).getFirst();
    bob.awaitFinished(1);
    subscription.pause();
    return delivery;
  }
}
