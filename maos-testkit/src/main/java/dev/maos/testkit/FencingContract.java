package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Leases: settling takes effect for the one who holds the message now, and for nobody else. */
abstract class FencingContract extends StorageScene {
  private static final Duration HALF = Reading.LEASE.dividedBy(2);

  FencingContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void anAcknowledgementAfterTheLeaseWasLostIsStale() {
    staleSettling((bob, claim) -> bob.acknowledge(claim));
  }

  @Test
  void anExtensionAfterTheLeaseWasLostIsStale() {
    staleSettling((bob, claim) -> bob.inbox().extend(claim));
  }

  @Test
  void aHandBackAfterTheLeaseWasLostIsStale() {
    staleSettling((bob, claim) -> bob.inbox().handBack(claim));
  }

  @Test
  void aReleaseAfterTheLeaseWasLostIsStale() {
    staleSettling((bob, claim) -> bob.inbox().release(claim, Duration.ZERO));
  }

  @Test
  void aBurialAfterTheLeaseWasLostIsStale() {
    staleSettling((bob, claim) -> bob.inbox().bury(claim, Reason.REJECTED, "late"));
    assertThat(stats(BOBS_INBOX).dead()).isZero();
  }

  private void staleSettling(BiFunction<Reader, Claim, Settled> settling) {
    var slow = openBob();
    send(job("work"));
    var lost = slow.takeOne();
    fixture.pass(PAST_THE_LEASE);
    var quick = openBob();
    var held = quick.takeOne();

    var answer = settling.apply(slow, lost);

    assertThat(answer).isEqualTo(Settled.STALE);
    assertThat(held.attempt()).isEqualTo(2);
    assertThat(quick.acknowledge(held)).as("the new holder's lease").isEqualTo(Settled.NOW);
  }

  @Test
  void anExtendedLeaseThatRanOutAllTheSameIsStale() {
    var bob = openBob();
    send(job("work"));
    var claim = bob.takeOne();
    bob.inbox().extend(claim);
    fixture.pass(PAST_THE_LEASE);

    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.STALE);
    assertThat(bob.takeOne().attempt()).isEqualTo(2);
  }

  @Test
  void anOldClaimOfTheVeryHolderDoesNotStandForItsNewOne() {
    var bob = openBob();
    send(job("work"));
    var old = bob.takeOne();
    fixture.pass(PAST_THE_LEASE);
    var current = bob.takeOne();

    assertThat(bob.acknowledge(old)).isEqualTo(Settled.STALE);
    assertThat(bob.acknowledge(current)).isEqualTo(Settled.NOW);
  }

  @Test
  void aLostLeaseIsStaleEvenWhenTheMessageIsDone() {
    var slow = openBob();
    send(job("work"));
    var lost = slow.takeOne();
    fixture.pass(PAST_THE_LEASE);
    var quick = openBob();
    quick.acknowledge(quick.takeOne());

    assertThat(slow.acknowledge(lost)).isEqualTo(Settled.STALE);
  }

  @Test
  void acknowledgingTwiceIsHarmless() {
    var bob = openBob();
    send(job("work"));
    var claim = bob.takeOne();

    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.BEFORE);
  }

  @Test
  void releasingTwiceMakesOneRetry() {
    var bob = openBob();
    send(job("work"));
    var claim = bob.takeOne();

    assertThat(bob.inbox().release(claim, Duration.ZERO)).isEqualTo(Settled.NOW);
    assertThat(bob.inbox().release(claim, Duration.ZERO)).isEqualTo(Settled.BEFORE);
    assertThat(bob.take(PLENTY)).hasSize(1);
  }

  @Test
  void buryingTwiceMakesOneDeadLetter() {
    var bob = openBob();
    send(job("work"));
    var claim = bob.takeOne();

    assertThat(bob.inbox().bury(claim, Reason.REJECTED, "no")).isEqualTo(Settled.NOW);
    assertThat(bob.inbox().bury(claim, Reason.REJECTED, "no")).isEqualTo(Settled.BEFORE);
    assertThat(stats(BOBS_INBOX).dead()).isEqualTo(1);
  }

  @Test
  void aClaimThatThisStorageNeverMadeIsUnknown() {
    var bob = openBob();
    send(job("work"));
    var forged = new ForgedClaim(bob.takeOne());

    assertThat(bob.acknowledge(forged)).isEqualTo(Settled.UNKNOWN);
    assertThat(bob.inbox().extend(forged)).isEqualTo(Settled.UNKNOWN);
    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(1);
  }

  @Test
  void anotherAgentsClaimIsUnknown() {
    var bob = openBob();
    var carol = open(Reading.of(">").by(CAROL));
    send(job("work"));
    var claim = bob.takeOne();

    assertThat(carol.acknowledge(claim)).isEqualTo(Settled.UNKNOWN);
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
  }

  @Test
  void anotherInboxOfTheSameAgentCannotSettleAClaim() {
    var holder = openBob();
    var other = openBob();
    send(job("work"));
    var claim = holder.takeOne();

    assertThat(other.acknowledge(claim)).isNotEqualTo(Settled.NOW);
    assertThat(holder.acknowledge(claim)).isEqualTo(Settled.NOW);
  }

  @Test
  void manyAcknowledgementsAreAnsweredOneByOne() {
    var bob = openBob();
    sendMany(3, toBob());
    var claims = bob.take(PLENTY);
    bob.acknowledge(claims.get(1));

    assertThat(bob.inbox().acknowledge(claims))
        .containsExactly(Settled.NOW, Settled.BEFORE, Settled.NOW);
  }

  @Test
  void noAcknowledgementsAreAnsweredByNothing() {
    assertThat(openBob().inbox().acknowledge(List.of())).isEmpty();
  }

  @Test
  void anExchangeAcknowledgesAndTakesInOneStep() {
    var bob = openBob();
    sendMany(4, toBob());
    var claims = bob.take(2);
    bob.acknowledge(claims.getFirst());

    var exchange = bob.inbox().exchange(claims, 1);

    assertThat(exchange.settled()).containsExactly(Settled.BEFORE, Settled.NOW);
    assertThat(texts(exchange.taken())).containsExactly("2");
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(2);
  }

  @Test
  void anExchangeDoesNotAcknowledgeWhatWasLost() {
    var bob = openBob();
    send(job("work"));
    var lost = bob.takeOne();
    fixture.pass(PAST_THE_LEASE);

    var exchange = bob.inbox().exchange(List.of(lost), 10);

    assertThat(exchange.settled()).containsExactly(Settled.STALE);
    assertThat(exchange.taken()).extracting(Claim::attempt).containsExactly(2);
  }

  @Test
  void anExchangeOfNothingForNothingChangesNothing() {
    var bob = openBob();
    send(job("work"));

    var exchange = bob.inbox().exchange(List.of(), 0);

    assertThat(exchange.settled()).isEmpty();
    assertThat(exchange.taken()).isEmpty();
    assertThat(stats(BOBS_INBOX).ready()).isEqualTo(1);
  }

  @Test
  void anExchangeLetsTheNextOfAnOrderingKeyFollow() {
    var bob = openBob();
    send(toBob().orderedBy("k").command(Payload.text("first")));
    send(toBob().orderedBy("k").command(Payload.text("second")));
    var first = bob.takeOne();

    var exchange = bob.inbox().exchange(List.of(first), 10);

    assertThat(texts(exchange.taken())).containsExactly("second");
  }

  @Test
  void anExtensionBeginsTheLeaseAnew() {
    var bob = openBob();
    send(job("work"));
    var claim = bob.takeOne();
    fixture.pass(HALF);

    assertThat(bob.inbox().extend(claim)).isEqualTo(Settled.NOW);
    fixture.pass(HALF.plusMillis(100));
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
  }

  @Test
  void extendingOneClaimDoesNotKeepTheOthers() {
    var bob = openBob();
    sendMany(2, toBob());
    var claims = bob.take(PLENTY);
    fixture.pass(HALF);
    bob.inbox().extend(claims.getFirst());
    fixture.pass(HALF.plusMillis(100));

    assertThat(bob.inbox().acknowledge(claims)).containsExactly(Settled.NOW, Settled.STALE);
  }

  @Test
  void aLeaseThatRanOutCountsAsAnAttempt() {
    var bob = openBob();
    send(job("work"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(bob.takeOne().attempt()).isEqualTo(attempt);
      fixture.pass(PAST_THE_LEASE);
    }
  }

  @Test
  void theBellRingsWhenALeaseRunsOut() {
    var slow = openBob();
    send(job("work"));
    slow.takeOne();
    var idle = openBob();
    assertThat(idle.take(PLENTY)).isEmpty();
    idle.ringsSince();
    slow.inbox().abandon();

    fixture.pass(PAST_THE_LEASE);

    Waiting.until("bell", () -> idle.ringsSince() > 0);
  }

  @Test
  void whatItsLastHolderLostIsClaimedAlone() {
    var bob = openBob();
    sendMany(2, toBob());
    bob.take(1);
    fixture.pass(PAST_THE_LEASE);

    assertThat(texts(bob.take(PLENTY))).containsExactly("0");
    assertThat(texts(bob.take(PLENTY))).containsExactly("1");
  }

  @Test
  void whatIsHandedBackKeepsItsPlaceAndIsNotCounted() {
    var bob = openBob();
    sendMany(3, toBob());
    var claims = bob.take(2);

    bob.inbox().handBack(claims.get(1));
    bob.inbox().handBack(claims.get(0));

    var again = bob.take(PLENTY);
    assertThat(texts(again)).containsExactly("0", "1", "2");
    assertThat(again).extracting(Claim::attempt).containsOnly(1);
  }

  @Test
  void closingAnInboxHandsBackWhatItHeldAtOnce() {
    var leaving = openBob();
    sendMany(2, toBob());
    leaving.take(PLENTY);

    leaving.close();

    var claims = openBob().take(PLENTY);
    assertThat(texts(claims)).containsExactly("0", "1");
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
  }

  @Test
  void closingAnInboxTwiceIsFine() {
    var bob = openBob();
    send(job("work"));
    bob.takeOne();

    bob.close();
    bob.close();

    assertThat(bob.take(PLENTY)).as("a closed inbox gives nothing").isEmpty();
    assertThat(stats(BOBS_INBOX).ready()).isEqualTo(1);
  }

  @Test
  void whatAnInboxHeldWhenItWasClosedCannotBeSettledAnyMore() {
    var leaving = openBob();
    send(job("work"));
    var claim = leaving.takeOne();
    leaving.close();
    var next = openBob();
    var held = next.takeOne();

    assertThat(leaving.acknowledge(claim)).isEqualTo(Settled.STALE);
    assertThat(next.acknowledge(held)).isEqualTo(Settled.NOW);
  }

  @Test
  void anAbandonedInboxKeepsItsLeasesUntilTheyRunOut() {
    var dying = openBob();
    send(job("work"));
    dying.takeOne();
    dying.inbox().abandon();
    var next = openBob();

    assertThat(next.take(PLENTY)).isEmpty();
    fixture.pass(PAST_THE_LEASE);
    assertThat(next.takeOne().attempt()).isEqualTo(2);
  }
}
