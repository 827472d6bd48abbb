package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TopicPattern;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Delivery;
import dev.maos.message.Message;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Handling: failing, retrying, giving up, dying, being too slow. */
abstract class DeliveryContract extends BusScene {
  private static final QueueName BOBS_NEWS = QueueName.subscription(BOB, TopicPattern.of("news"));

  DeliveryContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void returningAcknowledges() {
    var bob = recorder();
    var subscription = subscribeBob(bob);
    bus.publish(job("work"));

    bob.awaitFinished(1);
    awaitEmpty(BOBS_INBOX);
    assertThat(subscription.stats().received()).isEqualTo(1);
    assertThat(subscription.stats().failed()).isZero();
  }

  @Test
  void aFailedMessageWaitsAsItsRetryPolicySays() {
    var bob = recorder().failing(1);
    subscribeBob(bob);
    bus.publish(job("work"));
    awaitDelayed(BOBS_INBOX, 1);

    fixture.pass(RETRY_DELAY.minusMillis(50));
    assertThat(stats(BOBS_INBOX).delayed()).isEqualTo(1);
    fixture.pass(Duration.ofMillis(51));

    assertThat(bob.await(2)).last().matches(delivery -> delivery.attempt() == 2);
  }

  @Test
  void othersGoOnWhileAFailedMessageWaits() {
    var bob = recorder().failing(1);
    subscribeBob(bob);
    bus.publish(job("fails"));
    awaitDelayed(BOBS_INBOX, 1);
    bus.publish(job("next"));

    bob.await(2);
    assertThat(bob.texts()).containsExactly("fails", "next");
  }

  @Test
  void aRetryConcernsOneSubscriptionOnly() throws Exception {
    var bob = recorder().failing(1);
    var carol = recorder();
    subscribe(BOB, "news", bob);
    subscribe(CAROL, "news", carol);
    bus.publish(news("item"));

    passUntil("second try", () -> bob.finished() == 2);

    awaitRest();
    assertThat(carol.attempts()).containsExactly(1);
  }

  @Test
  void afterItsLastTryAMessageIsBuried() {
    var bob = recorder().failing(100);
    var subscription = subscribeBob(bob);
    var id = bus.publish(job("hopeless")).id();

    passUntil("dead letter", () -> stats(BOBS_INBOX).dead() == 1);

    var letter = subscription.deadLetters().list(10).getFirst();
    assertThat(letter.id()).isEqualTo(id);
    assertThat(letter.reason()).isEqualTo(Reason.EXHAUSTED);
    assertThat(letter.attempts()).isEqualTo(OPTIONS.maxDeliveries());
    assertThat(letter.detail()).contains("told to fail");
    assertThat(letter.envelope().message().payload()).isEqualTo(job("hopeless").payload());
    assertThat(bob.attempts()).containsExactly(1, 2, 3, 4, 5);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
    // Counted when the backend's answer has come, which may be after others can see the letter.
    passUntil("counted", () -> subscription.stats().deadLettered() == 1);
    assertThat(subscription.stats().failed()).isEqualTo(5);
  }

  @Test
  void theDetailOfADeadLetterIsSafeToPrint() {
    var bob = recorder().failing(1, new IllegalStateException("first line\nFORGED \u001b[31m"));
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob);
    bus.publish(job("hopeless"));

    var letter = awaitDead(BOBS_INBOX, 1).getFirst();

    assertThat(letter.detail()).doesNotContain("\n", "\u001b");
  }

  @Test
  void aTopicMessageIsBuriedWithTheNameOfItsSubscription() {
    subscribe(BOB, "news", OPTIONS.maxDeliveries(1), recorder().failing(1));
    var carol = recorder();
    subscribe(CAROL, "news", carol);
    bus.publish(news("item"));

    assertThat(awaitDead(BOBS_NEWS, 1)).extracting(DeadLetter::queue).containsExactly(BOBS_NEWS);
    carol.await(1);
  }

  @Test
  void theNumberOfTriesIsASetting() {
    var bob = recorder().failing(100);
    subscribe(BOB, ">", OPTIONS.maxDeliveries(2), bob);
    bus.publish(job("hopeless"));

    passUntil("dead letter", () -> stats(BOBS_INBOX).dead() == 1);

    assertThat(bob.attempts()).containsExactly(1, 2);
  }

  @Test
  void anErrorIsAFailureLikeAnyOther() {
    var bob = recorder().failing(1, new AssertionError("an Error, not an Exception"));
    subscribeBob(bob);
    bus.publish(job("work"));

    passUntil("second try", () -> bob.finished() == 2);

    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void aStackOverflowInAHandlerLeavesTheBusAlive() {
    var bob = recorder().failing(1, new StackOverflowError());
    subscribeBob(bob);
    bus.publish(job("work"));
    passUntil("second try", () -> bob.finished() == 2);
    bus.publish(job("next"));

    bob.await(3);
  }

  @Test
  void aHandlersInterruptDoesNotReachTheNextMessage() {
    var seen = Collections.synchronizedList(new ArrayList<Boolean>());
    var bob = recorder();
    bob.then(delivery -> {
      seen.add(Thread.currentThread().isInterrupted());
      Thread.currentThread().interrupt();
    });
    subscribeBob(bob);

    bus.publishAll(List.of(job("one"), job("two")));

    bob.awaitFinished(2);
    assertThat(seen).containsExactly(false, false);
    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void aHandlerThatKillsItsProcessAgainAndAgainIsStopped() {
    var options = OPTIONS.maxDeliveries(2);
    var id = bus.publish(job("poison")).id();
    for (int death = 0; death < 2; death++) {
      var dying = recorder().blocking();
      var process = anotherBus().subscribe(BOB, TopicPattern.of(">"), options, dying);
      dying.await(1);
      process.abort();
      fixture.pass(PAST_THE_LEASE);
    }
    var survivor = recorder();
    subscribe(BOB, ">", options, survivor);

    var letter = awaitDead(BOBS_INBOX, 1).getFirst();

    assertThat(letter.id()).isEqualTo(id);
    assertThat(letter.reason()).isEqualTo(Reason.EXHAUSTED);
    assertThat(survivor.texts()).isEmpty();
  }

  @Test
  void oneThatKillsItsHolderDoesNotTakeItsNeighboursIntoTheDeadLetters() {
    var options = OPTIONS.maxDeliveries(2);
    bus.publishAll(List.of(job("poison"), job("neighbour")));
    for (int death = 0; death < 2; death++) {
      var dying = recorder().blocking();
      var process = anotherBus().subscribe(BOB, TopicPattern.of(">"), options, dying);
      dying.await(1);
      process.abort();
      fixture.pass(PAST_THE_LEASE);
    }
    var survivor = recorder();
    subscribe(BOB, ">", options, survivor);

    survivor.await(1);
    assertThat(survivor.texts()).containsExactly("neighbour");
    assertThat(awaitDead(BOBS_INBOX, 1))
        .extracting(letter -> letter.envelope().message().payload().text())
        .containsExactly("poison");
  }

  @Test
  void aHandlerThatOutlivesItsLeaseIsInterruptedAndTheMessageHandledAgain() {
    var bob = recorder().blocking();
    var subscription = subscribeBob(bob);
    bus.publish(job("slow"));
    bob.await(1);

    fixture.pass(LONG_PAST_THE_LEASE);

    bob.await(2);
    Waiting.until("interrupt", () -> bob.interrupted() == 1);
    assertThat(bob.attempts()).containsExactly(1, 2);
    assertThat(subscription.stats().failed()).isEqualTo(1);
  }

  @Test
  void aHandlerLeftBehindThatComesBackDisturbsNothing() throws Exception {
    var begun = new Semaphore(0);
    var stubborn = new Semaphore(0);
    var carol = recorder();
    subscribe(CAROL, ">", carol);
    var bob = recorder();
    subscribeBob(delivery -> {
      if (delivery.payload().text().equals("slow") && delivery.attempt() == 1) {
        begun.release();
        stubborn.acquireUninterruptibly();
        bus.publish(Message.from(BOB).to(CAROL).on("jobs").heartbeat());
      } else {
        bob.handle(delivery);
      }
    });
    bus.publish(job("slow"));
    begun.acquire();
    fixture.pass(LONG_PAST_THE_LEASE);
    bob.awaitFinished(1);
    awaitEmpty(BOBS_INBOX);
    bob.blocking();
    bus.publish(job("one"));
    bob.await(2);

    stubborn.release();

    carol.await(1);
    bus.publish(job("two"));
    bus.publish(Message.from(BOB).to(CAROL).on("jobs").heartbeat());
    carol.await(2);
    bob.release();
    bob.awaitFinished(3);
    awaitRest();
    assertThat(bob.mostAtOnce()).isEqualTo(1);
    assertThat(bob.texts()).containsExactly("slow", "one", "two");
  }

  @Test
  void messagesTakenTogetherAreNotGivenUpBecauseTheFirstTakeLong() {
    var bob = recorder();
    bob.then(delivery -> fixture.pass(LEASE.dividedBy(4)));
    subscribe(BOB, ">", OPTIONS.maxDeliveries(1), bob);

    bus.publishAll(List.of(job("1"), job("2"), job("3"), job("4"), job("5"), job("6")));

    // In two halves, because each waiting is bounded and a backend may have to wait for real.
    bob.awaitFinished(3);
    bob.awaitFinished(6);
    awaitEmpty(BOBS_INBOX);
    assertThat(bob.texts()).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(stats(BOBS_INBOX).dead()).isZero();
  }

  @Test
  void criticalMessagesOvertakeABacklog() {
    var bob = recorder().blocking();
    subscribeBob(bob);
    for (int i = 0; i < 200; i++) {
      bus.publish(job("backlog"));
    }
    bob.await(1);
    bus.publish(toBob().priority(Priority.CRITICAL).command(job("urgent").payload()));

    bob.release();

    bob.awaitFinished(201);
    assertThat(bob.texts().indexOf("urgent")).isLessThanOrEqualTo(2 * 15);
  }

  @Test
  void redeliveriesAreCounted() {
    var bob = recorder().failing(1);
    var subscription = subscribeBob(bob);
    bus.publish(job("work"));
    passUntil("second try", () -> bob.finished() == 2);
    // What a round has brought is counted when the round is over.
    passUntil("count of it", () -> bus.metrics().messagesReceived() == 2);

    assertThat(subscription.stats().redelivered()).isEqualTo(1);
    assertThat(subscription.stats().lastError().orElseThrow()).contains("told to fail");
    assertThat(bus.metrics().redelivered()).isEqualTo(1);
    assertThat(bus.metrics().messagesReceived()).isEqualTo(2);
    assertThat(bus.metrics().messagesFailed()).isEqualTo(1);
    assertThat(bus.metrics().messagesSent()).isEqualTo(1);
  }

  @Test
  void aDeliveryTellsAboutItsMessage() {
    var bob = recorder();
    subscribeBob(bob);
    var before = fixture.time().now();
    var id = bus.publish(job("work")).id();

    var delivery = bob.await(1).getFirst();

    assertThat(delivery.id()).isEqualTo(id);
    assertThat(delivery.queue()).isEqualTo(BOBS_INBOX);
    assertThat(delivery.message().sender()).isEqualTo(ALICE);
    assertThat(delivery.payload()).isEqualTo(job("work").payload());
    assertThat(delivery.sentAt()).isBetween(before.minusNanos(1_000), fixture.time().now());
  }

  @Test
  void aBurstOfQuickMessagesIsHandledInOrderAndOnce() {
    int many = 3_000;
    var bob = recorder();
    publishJobs(many);

    subscribeBob(bob);

    bob.await(many);
    awaitEmpty(BOBS_INBOX);
    assertThat(bob.texts())
        .isEqualTo(IntStream.range(0, many).mapToObj(Integer::toString).toList());
    assertThat(bob.deliveries()).allMatch(delivery -> delivery.attempt() == 1);
  }

  @Test
  void whatWasDoneIsNotHandledAgainBecauseTheNextHandlerOutlivesItsLease() throws Exception {
    var gate = new Semaphore(0);
    var begun = new Semaphore(0);
    var handled = Collections.synchronizedList(new ArrayList<String>());
    subscribeBob(delivery -> {
      handled.add(delivery.payload().text());
      begun.release();
      if (delivery.payload().text().equals("1") && delivery.attempt() == 1) {
        gate.acquireUninterruptibly();
      }
    });
    publishJobs(2);
    begun.acquire(2);

    passUntil("the second try", () -> handled.size() == 3);

    gate.release();
    assertThat(handled).containsExactly("0", "1", "1");
    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void whatWaitsBehindAHandlerThatTurnsSlowGoesToOthersUncounted() throws Exception {
    int many = 1_000;
    var slow = new Semaphore(0);
    var first = recorder().then(delivery -> holdUp(delivery, "500", slow));
    var second = recorder();
    publishJobs(many);
    subscribeBob(first);
    Waiting.until("the slow one", () -> first.texts().contains("500"));

    subscribeBob(second);
    passUntil("the others", () -> first.texts().size() + second.texts().size() == many);
    slow.release();

    awaitEmpty(BOBS_INBOX);
    var handled = new TreeSet<>(first.texts());
    handled.addAll(second.texts());
    assertThat(handled).hasSize(many);
    assertThat(second.deliveries()).allMatch(delivery -> delivery.attempt() == 1);
  }

  private void publishJobs(int count) {
    bus.publishAll(IntStream.range(0, count).mapToObj(i -> job(Integer.toString(i))).toList());
  }

  private static void holdUp(Delivery delivery, String which, Semaphore gate) {
    if (delivery.payload().text().equals(which)) {
      gate.acquireUninterruptibly();
    }
  }
}
