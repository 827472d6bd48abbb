package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.message.Settled;
import dev.maos.message.StartAt;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Delays, retries and expiry, by the storage's clock. */
abstract class ClockContract extends StorageScene {
  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final Duration NEARLY = Duration.ofSeconds(4);

  ClockContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void aDelayedMessageIsHeldBackUntilItIsDue() {
    var bob = openBob();
    send(toBob().deliverAfter(DELAY).command(Payload.text("later")));

    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(NEARLY);
    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(DELAY.minus(NEARLY).plusMillis(1));
    assertThat(bob.takeOne().attempt()).isEqualTo(1);
  }

  @Test
  void aMessageCanBeDueAtAMoment() {
    var bob = openBob();
    send(toBob().deliverAt(fixture.time().now().plus(DELAY)).command(Payload.text("then")));

    fixture.pass(NEARLY);
    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(DELAY.minus(NEARLY).plusMillis(1));
    assertThat(bob.drain()).containsExactly("then");
  }

  @Test
  void aMomentThatHasPassedMeansAtOnce() {
    send(toBob().deliverAt(fixture.time().now().minus(DELAY)).command(Payload.text("now")));

    assertThat(openBob().drain()).containsExactly("now");
  }

  @Test
  void aDelayedMessageIsHeldBackForAnInboxThatOpensLater() {
    send(toBob().deliverAfter(DELAY).command(Payload.text("later")));
    fixture.pass(NEARLY);
    var bob = openBob();

    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(DELAY);
    assertThat(bob.drain()).containsExactly("later");
  }

  @Test
  void aDelayedMessageToATopicIsHeldBackForEachSubscription() {
    var bob = open(Reading.of("news"));
    var carol = open(Reading.of("news").by(CAROL));
    send(toEveryone().deliverAfter(DELAY).event(Payload.text("later")));

    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(DELAY.plusMillis(1));
    assertThat(bob.drain()).containsExactly("later");
    assertThat(carol.drain()).containsExactly("later");
  }

  @Test
  void theBellRingsWhenAMessageBecomesDue() {
    var bob = openBob();
    send(toBob().deliverAfter(DELAY).command(Payload.text("later")));
    assertThat(bob.take(PLENTY)).isEmpty();
    bob.ringsSince();

    fixture.pass(DELAY.plusMillis(1));

    Waiting.until("bell", () -> bob.ringsSince() > 0);
  }

  @Test
  void messagesBecomeDueInTheOrderOfTheirTimes() {
    var bob = openBob();
    send(toBob().deliverAfter(Duration.ofSeconds(3)).command(Payload.text("third")));
    send(toBob().deliverAfter(Duration.ofSeconds(1)).command(Payload.text("first")));
    send(toBob().deliverAfter(Duration.ofSeconds(2)).command(Payload.text("second")));

    fixture.pass(Duration.ofSeconds(4));

    assertThat(bob.drain()).containsExactly("first", "second", "third");
  }

  @Test
  void whatBecomesDueStaysBehindWhatWasReadyBeforeIt() {
    var bob = openBob();
    send(toBob().deliverAfter(DELAY).command(Payload.text("due later")));
    send(job("ready before"));
    fixture.pass(DELAY.plusMillis(1));

    bob.inbox().handBack(bob.takeOne());

    assertThat(bob.drain()).containsExactly("ready before", "due later");
  }

  @Test
  void aReleasedMessageComesBackAfterItsDelayAndIsCounted() {
    var bob = openBob();
    send(job("work"));
    bob.inbox().release(bob.takeOne(), DELAY);

    fixture.pass(NEARLY);
    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(DELAY.minus(NEARLY).plusMillis(1));
    assertThat(bob.takeOne().attempt()).isEqualTo(2);
  }

  @Test
  void aReleasedMessageComesBackToAnotherInbox() {
    var bob = openBob();
    send(job("work"));
    bob.inbox().release(bob.takeOne(), DELAY);
    bob.close();

    fixture.pass(DELAY.plusMillis(1));

    assertThat(openBob().takeOne().attempt()).isEqualTo(2);
  }

  @Test
  void theTimeOfAReleaseIsNotEndedByItsOldLease() {
    var bob = openBob();
    send(job("work"));
    bob.inbox().release(bob.takeOne(), DELAY);

    fixture.pass(PAST_THE_LEASE);

    assertThat(bob.take(PLENTY)).isEmpty();
    assertThat(stats(BOBS_INBOX).delayed()).isEqualTo(1);
  }

  @Test
  void sweepingMovesWhatHasExpiredToTheDeadLetters() {
    send(toBob().ttl(DELAY).command(Payload.text("old")));
    send(job("young"));
    fixture.pass(DELAY.plusMillis(1));

    var moved = storage.sweep();

    assertThat(moved).singleElement().extracting(DeadLetter::reason).isEqualTo(Reason.EXPIRED);
    assertThat(moved.getFirst().queue()).isEqualTo(BOBS_INBOX);
    assertThat(stats(BOBS_INBOX).expired()).isEqualTo(1);
    assertThat(stats(BOBS_INBOX).dead()).isEqualTo(1);
    assertThat(openBob().drain()).containsExactly("young");
  }

  @Test
  void sweepingTouchesNothingThatHasNotExpired() {
    var bob = openBob();
    sendMany(3, toBob().ttl(DELAY));
    send(toBob().ttl(DELAY).deliverAfter(NEARLY).command(Payload.text("delayed")));
    send(news("item"));
    var claim = bob.takeOne();
    fixture.pass(Duration.ofSeconds(1));

    assertThat(storage.sweep()).isEmpty();
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(4);
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
  }

  @Test
  void sweepingFindsWhatWaitsForARetryForItsTimeOrForItsTurn() {
    var bob = openBob();
    send(toBob().ttl(DELAY).command(Payload.text("released")));
    bob.inbox().release(bob.takeOne(), Duration.ofHours(1));
    send(toBob().ttl(DELAY).deliverAfter(Duration.ofHours(1)).command(Payload.text("delayed")));
    send(toBob().orderedBy("k").command(Payload.text("key's first")));
    send(toBob().orderedBy("k").ttl(DELAY).command(Payload.text("held")));
    assertThat(bob.take(PLENTY)).hasSize(1);
    fixture.pass(DELAY.plusMillis(1));

    assertThat(storage.sweep()).hasSize(3);
    assertThat(stats(BOBS_INBOX).dead()).isEqualTo(3);
    assertThat(stats(BOBS_INBOX).delayed()).isZero();
  }

  @Test
  void sweepingLeavesWhatSomebodyHolds() {
    var bob = openBob();
    send(toBob().ttl(Duration.ofMillis(500)).command(Payload.text("being handled")));
    var claim = bob.takeOne();
    fixture.pass(Duration.ofSeconds(1));

    assertThat(storage.sweep()).isEmpty();
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
  }

  @Test
  void sweepingFreesTheRoomOfWhatExpired() {
    send(toBob().ttl(DELAY).command(Payload.text("old")));
    fixture.pass(DELAY.plusMillis(1));
    storage.sweep();

    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void sweepingLetsTheNextOfAnOrderingKeyFollow() {
    var bob = openBob();
    send(toBob().orderedBy("k").ttl(DELAY).command(Payload.text("first")));
    send(toBob().orderedBy("k").command(Payload.text("second")));
    bob.inbox().release(bob.takeOne(), Duration.ofHours(1));
    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(DELAY.plusMillis(1));
    storage.sweep();

    assertThat(bob.drain()).containsExactly("second");
  }

  @Test
  void anExpiredAtMostOnceMessageIsCountedAndGone() {
    open(Reading.of("letters"));
    send(
        toBob()
            .guarantee(Guarantee.AT_MOST_ONCE)
            .ttl(DELAY)
            .command(Payload.text("nobody's loss")));
    fixture.pass(DELAY.plusMillis(1));
    storage.sweep();

    assertThat(stats(BOBS_INBOX).expired()).isEqualTo(1);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
    assertThat(stats(BOBS_INBOX).dead()).isZero();
  }

  @Test
  void expiredHistoryIsNotGivenToNewSubscriptions() {
    send(toEveryone().ttl(DELAY).event(Payload.text("old")));
    send(news("young"));
    fixture.pass(DELAY.plusMillis(1));

    var reader = open(Reading.of("news").from(StartAt.EARLIEST));

    assertThat(reader.drain()).containsExactly("young");
  }
}
