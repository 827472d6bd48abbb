package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Coming to rest and closing. */
abstract class ShutdownContract extends BusScene {
  private static final Duration DRAIN = Duration.ofSeconds(5);

  ShutdownContract(TransportFixture fixture) {
    super(fixture, BusOptions.defaults().drainTimeout(DRAIN));
  }

  @Test
  void aClosedBusRefusesEverything() {
    var closed = anotherBus();
    closed.close();

    assertClosed(() -> closed.publish(job("late")));
    assertClosed(() -> closed.publishAll(List.of(job("late"))));
    assertClosed(() -> closed.publisher(outcome -> {}));
    assertClosed(() -> closed.request(job("late"), Duration.ofSeconds(1)));
    assertClosed(() -> closed.subscribe(BOB, TopicPattern.of(">"), delivery -> {}));
    assertClosed(() -> closed.receiver(BOB, TopicPattern.of(">")));
    assertThat(closed.health().health()).isInstanceOf(Health.Unhealthy.class);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void closingTwiceIsFine() {
    var other = anotherBus();

    other.close();
    other.close();
  }

  @Test
  void closingOneBusLeavesTheStorageToTheOthers() {
    var bob = recorder();
    subscribeBob(bob);
    anotherBus().close();

    bus.publish(job("work"));

    bob.await(1);
  }

  @Test
  void closingWaitsForRunningHandlers() throws Exception {
    var bob = recorder().blocking();
    var other = anotherBus();
    other.subscribe(BOB, TopicPattern.of(">"), OPTIONS, bob);
    bus.publish(job("work"));
    bob.await(1);
    var closing = meanwhile(() -> close(other));
    Waiting.until("closing", () -> other.health().health() instanceof Health.Unhealthy);
    assertThat(closing.isDone()).isFalse();

    bob.release();

    assertThat(closing.get()).isTrue();
    assertThat(bob.finished()).isEqualTo(1);
    assertThat(bob.interrupted()).isZero();
    assertThat(stats(BOBS_INBOX).depth()).as("acknowledged").isZero();
  }

  @Test
  void closingHandsBackWhatWasNotStartedAtOnceAndUncounted() throws Exception {
    var bob = recorder().blocking();
    var other = anotherBus();
    other.subscribe(BOB, TopicPattern.of(">"), OPTIONS, bob);
    bus.publishAll(IntStream.range(0, 5).mapToObj(i -> job(Integer.toString(i))).toList());
    bob.await(1);
    var closing = meanwhile(() -> close(other));
    Waiting.until("closing", () -> other.health().health() instanceof Health.Unhealthy);
    bob.release();
    closing.get();
    var heir = recorder();

    subscribeBob(heir);

    heir.await(4);
    assertThat(heir.texts()).containsExactly("1", "2", "3", "4");
    assertThat(heir.attempts()).containsOnly(1);
  }

  @Test
  void closingDoesNotWaitForeverForAStuckHandler() throws Exception {
    var bob = recorder().blocking();
    var other = anotherBus();
    other.subscribe(BOB, TopicPattern.of(">"), OPTIONS.lease(Duration.ofMinutes(1)), bob);
    bus.publish(job("stuck"));
    bob.await(1);
    var closing = meanwhile(() -> close(other));

    passUntil("end of the drain timeout", closing::isDone);

    assertThat(closing.get()).isTrue();
    bob.awaitFinished(1);
    assertThat(bob.interrupted()).isEqualTo(1);
  }

  @Test
  void whatIsBehindAStuckHandlerIsHandedBackWhenClosingGivesUp() throws Exception {
    var stuck = recorder().blocking();
    var other = anotherBus();
    other.subscribe(BOB, TopicPattern.of(">"), OPTIONS.lease(Duration.ofMinutes(1)), stuck);
    bus.publishAll(IntStream.range(0, 5).mapToObj(i -> job(Integer.toString(i))).toList());
    stuck.await(1);
    var closing = meanwhile(() -> close(other));
    passUntil("end of the drain timeout", closing::isDone);
    var heir = recorder();

    subscribeBob(heir);

    heir.await(4);
    assertThat(heir.texts()).containsExactly("1", "2", "3", "4");
    assertThat(heir.attempts()).containsOnly(1);
    // What the heir has handled is acknowledged a little later; the stuck one's lease is long.
    passUntil("only the stuck handler holds one", () -> stats(BOBS_INBOX).claimed() == 1);
  }

  @Test
  void whatWasDoneBeforeAStuckHandlerIsAcknowledgedWhenClosingGivesUp() throws Exception {
    var begun = new Semaphore(0);
    var stuck = new Semaphore(0);
    var other = anotherBus();
    other.subscribe(
        BOB,
        TopicPattern.of(">"),
        OPTIONS.lease(Duration.ofMinutes(1)),
        delivery -> {
          begun.release();
          if (delivery.payload().text().equals("2")) {
            stuck.acquireUninterruptibly();
          }
        });
    bus.publishAll(IntStream.range(0, 4).mapToObj(i -> job(Integer.toString(i))).toList());
    begun.acquire(3);
    var closing = meanwhile(() -> close(other));

    passUntil("end of the drain timeout", closing::isDone);

    stuck.release();
    assertThat(closing.get()).isTrue();
    assertThat(stats(BOBS_INBOX).depth()).as("the stuck one and the one behind it").isEqualTo(2);
    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(1);
  }

  @Test
  void whatAStuckHandlerHeldIsHandledByAnotherInTheEnd() throws Exception {
    var begun = new Semaphore(0);
    var stuck = new Semaphore(0);
    var other = anotherBus();
    other.subscribe(
        BOB,
        TopicPattern.of(">"),
        OPTIONS,
        delivery -> {
          begun.release();
          stuck.acquireUninterruptibly();
        });
    bus.publish(job("work"));
    begun.acquire();
    var closing = meanwhile(() -> close(other));
    passUntil("end of the drain timeout", closing::isDone);
    var heir = recorder();
    subscribeBob(heir);

    fixture.pass(PAST_THE_LEASE);

    heir.awaitFinished(1);
    stuck.release();
    awaitEmpty(BOBS_INBOX);
    assertThat(heir.attempts()).containsExactly(2);
  }

  @Test
  void aStuckReaderDoesNotKeepTheOthersFromDraining() {
    var other = anotherBus();
    var stuck = recorder().blocking();
    var quick = recorder();
    other.subscribe(BOB, TopicPattern.of(">"), OPTIONS.lease(Duration.ofMinutes(1)), stuck);
    other.subscribe(CAROL, TopicPattern.of(">"), OPTIONS, quick);
    bus.publish(job("stuck"));
    stuck.await(1);

    var closing = meanwhile(() -> close(other));

    passUntil("end of the drain timeout", closing::isDone);
    assertThat(quick.running()).isZero();
  }

  @Test
  void aHandlerMayCloseItsBus() {
    var other = anotherBus();
    var bob = recorder().then(delivery -> other.close());
    other.subscribe(BOB, TopicPattern.of(">"), OPTIONS, bob);

    bus.publish(job("close"));

    bob.awaitFinished(1);
    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void closingFlushesPublishers() throws Exception {
    var other = anotherBus();
    var publisher = other.publisher(outcome -> {});
    for (int i = 0; i < 100; i++) {
      publisher.publish(job("job"));
    }

    other.close();

    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(100);
    assertClosed(() -> publisher.publish(job("late")));
  }

  @Test
  void closingEndsAWaitingReceiver() {
    var other = anotherBus();
    var receiver = other.receiver(BOB, TopicPattern.of(">"));
    var waiting = meanwhile(() -> receiver.receive(Duration.ofHours(1)));

    other.close();

    Waiting.until("end of waiting", waiting::isDone);
  }

  @Test
  void closingAReceiverHandsBackWhatItHeld() throws Exception {
    bus.publish(job("work"));
    var receiver = bus.receiver(BOB, TopicPattern.of(">"), OPTIONS);
    assertThat(receiver.receive(Duration.ofSeconds(5))).isPresent();

    receiver.close();
    receiver.close();

    var heir = recorder();
    subscribeBob(heir);
    assertThat(heir.await(1).getFirst().attempt()).isEqualTo(1);
  }

  @Test
  void subscriptionsSurviveTheBus() {
    var other = anotherBus();
    other.subscribe(BOB, TopicPattern.of("news"), delivery -> {});
    other.close();
    bus.publish(news("meanwhile"));
    var bob = recorder();

    subscribe(BOB, "news", bob);

    bob.await(1);
  }

  @Test
  void anIdleBusIsAtRest() throws Exception {
    assertThat(bus.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void restMeansThatEverythingIsHandled() throws Exception {
    var bob = recorder().blocking();
    subscribeBob(bob);
    bus.publish(job("one"));
    bus.publish(job("two"));
    bob.await(1);
    assertThat(bus.awaitIdle(Duration.ZERO)).isFalse();
    var waiting = meanwhile(() -> bus.awaitIdle(Duration.ofMinutes(1)));

    bob.release();

    assertThat(waiting.get()).isTrue();
    assertThat(bob.finished()).isEqualTo(2);
  }

  @Test
  void waitingForRestHasAnEnd() throws Exception {
    subscribe(BOB, ">", OPTIONS.lease(Duration.ofMinutes(1)), recorder().blocking());
    bus.publish(job("work"));
    var waiting = meanwhile(() -> bus.awaitIdle(Duration.ofSeconds(2)));

    passUntil("end of patience", waiting::isDone);

    assertThat(waiting.get()).isFalse();
  }

  @Test
  void retriesAndDelaysKeepABusFromRest() throws Exception {
    var bob = recorder().failing(1);
    subscribeBob(bob);
    bus.publish(job("fails once"));
    bus.publish(toBob().deliverAfter(Duration.ofSeconds(1)).command(Payload.text("later")));
    awaitDelayed(BOBS_INBOX, 2);
    assertThat(bus.awaitIdle(Duration.ZERO)).isFalse();

    passUntil("three calls", () -> bob.finished() == 3);

    awaitRest();
  }

  @Test
  void whatIsForOthersDoesNotKeepABusFromRest() throws Exception {
    subscribeBob(recorder());
    bus.publish(Message.from(ALICE).to(CAROL).on("jobs").heartbeat());

    awaitRest();
    assertThat(bus.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void abortingMakesOthersWaitForTheLease() {
    var dying = recorder().blocking();
    var subscription = subscribeBob(dying);
    bus.publish(job("work"));
    dying.await(1);

    subscription.abort();

    dying.awaitFinished(1);
    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(1);
    assertThat(subscription.isActive()).isFalse();
    var heir = recorder();
    subscribeBob(heir);
    fixture.pass(PAST_THE_LEASE);
    assertThat(heir.await(1).getFirst().attempt()).isEqualTo(2);
  }

  private static boolean close(AutoCloseable resource) throws Exception {
    resource.close();
    return true;
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUS_CLOSED));
  }
}
