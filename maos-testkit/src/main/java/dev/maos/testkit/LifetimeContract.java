package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time to live, deadlines and delays, through the bus. */
abstract class LifetimeContract extends BusScene {
  private static final Duration LIFE = Duration.ofSeconds(2);
  private static final Duration CLEANUP = Duration.ofSeconds(6);

  LifetimeContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().cleanupInterval(CLEANUP));
  }

  @Test
  void aMessagePastItsDeadlineIsRefused() {
    var late = toBob().deadline(fixture.time().now().minusSeconds(1)).command(Payload.empty());

    assertThatThrownBy(() -> bus.publish(late))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPIRED));
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void aMessageThatExpiredWhileItWaitedIsNotHandled() {
    bus.publish(mortal("old"));
    fixture.pass(LIFE.plusMillis(1));
    bus.publish(job("young"));
    var bob = recorder();
    var subscription = subscribeBob(bob);

    bob.await(1);

    assertThat(bob.texts()).containsExactly("young");
    assertThat(awaitDead(BOBS_INBOX, 1).getFirst().reason()).isEqualTo(Reason.EXPIRED);
    assertThat(bus.metrics().expired()).isEqualTo(1);
    assertThat(subscription.stats().deadLettered()).isEqualTo(1);
  }

  @Test
  void aMessageThatExpiresWhileTheOneBeforeItIsHandledIsNotHandled() {
    var bob = recorder();
    bob.then(delivery -> {
      if (delivery.payload().text().equals("slow")) {
        fixture.pass(Duration.ofSeconds(1).plusMillis(1));
      }
    });
    subscribeBob(bob);
    var brief = toBob().ttl(Duration.ofSeconds(1)).command(Payload.text("brief"));

    bus.publishAll(List.of(job("slow"), brief, job("next")));

    bob.awaitFinished(2);
    awaitEmpty(BOBS_INBOX);
    assertThat(bob.texts()).containsExactly("slow", "next");
  }

  @Test
  void aMessageThatExpiresBetweenItsTriesIsNotTriedAgain() {
    var bob = recorder().failing(1);
    subscribeBob(bob);
    bus.publish(toBob().ttl(RETRY_DELAY.dividedBy(2)).command(Payload.text("brief")));
    awaitDelayed(BOBS_INBOX, 1);

    fixture.pass(RETRY_DELAY.plusMillis(1));

    assertThat(awaitDead(BOBS_INBOX, 1).getFirst().reason()).isEqualTo(Reason.EXPIRED);
    assertThat(bob.attempts()).containsExactly(1);
  }

  @Test
  void theDeadlineIsAnUpperBoundOfALife() {
    var deadline = fixture.time().now().plus(LIFE);
    bus.publish(toBob().deadline(deadline).command(Payload.text("urgent")));
    fixture.pass(LIFE.plusMillis(1));
    var bob = recorder();
    subscribeBob(bob);

    assertThat(awaitDead(BOBS_INBOX, 1).getFirst().reason()).isEqualTo(Reason.EXPIRED);
    assertThat(bob.deliveries()).isEmpty();
  }

  @Test
  void aMessageLivesForADayUnlessItSaysOtherwise() {
    bus.publish(job("work"));
    var reader = closing(Reader.open(storage, Reading.of(">")));

    var envelope = reader.takeOne().envelope();

    assertThat(envelope.expiresAtMicros() - envelope.sentAtMicros())
        .isEqualTo(Duration.ofHours(24).toNanos() / 1_000);
  }

  @Test
  void whatExpiredUnreadIsMovedAwayByTheCleanup() {
    bus.publish(mortal("old"));
    bus.publish(job("young"));
    fixture.pass(LIFE.plusMillis(1));
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(2);

    fixture.pass(CLEANUP);

    assertThat(awaitDead(BOBS_INBOX, 1).getFirst().reason()).isEqualTo(Reason.EXPIRED);
    assertThat(stats(BOBS_INBOX).ready()).as("a queued message is never removed").isEqualTo(1);
  }

  @Test
  void theCleanupGoesOnForAsLongAsTheBus() {
    for (int round = 1; round <= 3; round++) {
      bus.publish(mortal("old"));
      fixture.pass(CLEANUP.plus(LIFE));
      awaitDead(BOBS_INBOX, round);
    }
  }

  @Test
  void anExpiredAtMostOnceMessageIsNotHandled() {
    var draft = toBob().guarantee(Guarantee.AT_MOST_ONCE).ttl(LIFE);
    bus.publish(draft.command(Payload.text("old")));
    fixture.pass(LIFE.plusMillis(1));
    bus.publish(job("young"));
    var bob = recorder();
    subscribeBob(bob);

    bob.await(1);
    assertThat(bob.texts()).containsExactly("young");
  }

  @Test
  void aDelayedMessageIsHandledWhenItIsDue() {
    var bob = recorder();
    subscribeBob(bob);
    bus.publish(toBob().deliverAfter(LIFE).command(Payload.text("later")));
    bus.publish(job("now"));
    Waiting.until("only the delayed one", () -> stats(BOBS_INBOX).depth() == 1);

    fixture.pass(LIFE.plusMillis(1));

    bob.await(2);
    assertThat(bob.texts()).containsExactly("now", "later");
  }

  @Test
  void aDelayedMessageSurvivesTheProcessThatPublishedIt() {
    anotherBusThatCloses(toBob().deliverAfter(LIFE).command(Payload.text("later")));
    var bob = recorder();
    subscribeBob(bob);

    fixture.pass(LIFE.plusMillis(1));

    bob.await(1);
  }

  @Test
  void aDelayOutlivesASubscriptionThatIsClosedAndOpenedAgain() {
    var first = subscribeBob(recorder());
    bus.publish(toBob().deliverAfter(LIFE).command(Payload.text("later")));
    first.close();
    var bob = recorder();
    subscribeBob(bob);

    fixture.pass(LIFE.plusMillis(1));

    bob.await(1);
  }

  @Test
  void aDelayLongerThanTheLifeEndsInTheDeadLetters() {
    var bob = recorder();
    subscribeBob(bob);
    bus.publish(toBob().ttl(LIFE).deliverAfter(LIFE.multipliedBy(2)).command(Payload.empty()));

    passUntil("dead letter", Duration.ofSeconds(1), () -> stats(BOBS_INBOX).dead() == 1);

    assertThat(bob.deliveries()).isEmpty();
  }

  @Test
  void anExpiredMessageIsNotFetchedEither() throws Exception {
    bus.publish(mortal("old"));
    fixture.pass(LIFE.plusMillis(1));
    bus.publish(job("young"));
    try (var receiver = bus.receiver(BOB, TopicPattern.of(">"))) {
      var delivery = receiver.receive(Duration.ofSeconds(5)).orElseThrow();

      assertThat(delivery.payload().text()).isEqualTo("young");
      assertThat(delivery.ack()).isTrue();
    }
  }

  private void anotherBusThatCloses(Message message) {
    var other = anotherBus();
    other.publish(message);
    other.close();
  }

  private static Message mortal(String text) {
    return toBob().ttl(LIFE).command(Payload.text(text));
  }
}
