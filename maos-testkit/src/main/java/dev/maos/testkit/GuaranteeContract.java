package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageId;
import dev.maos.message.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** At most once, at least once, exactly once: when publishing fails, when handling fails. */
abstract class GuaranteeContract extends BusScene {
  private final FaultyTransport line;

  GuaranteeContract(TransportFixture fixture) {
    super(fixture);
    this.line = new FaultyTransport(storage, FaultPlan.none(), fixture.time(), new Seed(1));
  }

  @Test
  void atMostOnceIsAcknowledgedBeforeItsHandlerRuns() {
    var bob = recorder().blocking();
    subscribeBob(bob);
    bus.publish(fleeting("work"));

    bob.await(1);

    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void atMostOnceIsNotHandledAgainWhenItsHandlerFails() throws Exception {
    var bob = recorder().failing(1);
    subscribeBob(bob);
    bus.publish(fleeting("work"));
    bob.awaitFinished(1);
    fixture.pass(PAST_THE_LEASE);
    bus.publish(job("next"));

    bob.await(2);
    assertThat(bob.texts()).containsExactly("work", "next");
    assertThat(stats(BOBS_INBOX).dead()).isZero();
  }

  @Test
  void atMostOnceIsNotHandledAgainWhenItsProcessDies() {
    var dying = recorder().blocking();
    var subscription = subscribeBob(dying);
    bus.publish(fleeting("work"));
    dying.await(1);
    subscription.abort();
    fixture.pass(PAST_THE_LEASE);
    var heir = recorder();
    anotherBus().subscribe(BOB, TopicPattern.of(">"), OPTIONS, heir);
    bus.publish(job("next"));

    heir.await(1);
    assertThat(heir.texts()).containsExactly("next");
  }

  @Test
  void atMostOnceIsSentOnceEvenIfItsAnswerIsLost() {
    var unsure = busOver(line, bus.options());
    line.next(Fault.LOSE_REPLY);

    assertThatThrownBy(() -> unsure.publish(fleeting("work")))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));

    assertThat(line.sends()).isEqualTo(1);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
  }

  @Test
  void atMostOnceFailsAtOnceWhenTheBackendCannotBeReached() {
    var unsure = busOver(line, bus.options());
    line.next(Fault.REFUSE);

    assertThatThrownBy(() -> unsure.publish(fleeting("work")))
        .isInstanceOfSatisfying(
            MaosException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE));

    assertThat(line.sends()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void aLostAnswerIsMadeUpForByTheSameMessage(Guarantee guarantee) throws Exception {
    var unsure = busOver(line, bus.options());
    line.next(Fault.LOSE_REPLY, Fault.LOSE_REQUEST, Fault.LOSE_REPLY);
    var publishing = meanwhile(() -> unsure.publish(promised(guarantee, "once")));

    passUntil("receipt", publishing::isDone);

    assertThat(publishing.get().id()).isNotNull();
    assertThat(line.sends()).isEqualTo(4);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void publishingIsRetriedUntilTheBackendIsBack(Guarantee guarantee) throws Exception {
    var unsure = busOver(line, bus.options());
    line.next(Fault.REFUSE, Fault.REFUSE, Fault.REFUSE);
    var publishing = meanwhile(() -> unsure.publish(promised(guarantee, "late")));

    passUntil("receipt", publishing::isDone);

    assertThat(publishing.get().duplicate()).isFalse();
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
  }

  @Test
  void publishingGivesUpAtItsDeadline() {
    var unsure = busOver(line, bus.options().publishTimeout(Duration.ofSeconds(3)));
    line.follow(FaultPlan.none().with(Fault.REFUSE, 1));
    var publishing = meanwhile(() -> unsure.publish(job("never")));

    passUntil("end of trying", publishing::isDone);

    assertThat(line.sends()).isGreaterThan(1);
    assertThatThrownBy(publishing::get)
        .cause()
        .isInstanceOfSatisfying(
            MaosException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE));
  }

  @Test
  void givingUpAdmitsThatAnEarlierTryMayHaveSucceeded() {
    var unsure = busOver(line, bus.options().publishTimeout(Duration.ofSeconds(3)));
    line.next(Fault.LOSE_REPLY);
    line.next(Collections.nCopies(1_000, Fault.REFUSE).toArray(Fault[]::new));
    var publishing = meanwhile(() -> unsure.publish(job("stored, and nobody knows")));

    passUntil("end of trying", publishing::isDone);

    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
    assertThatThrownBy(publishing::get)
        .cause()
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
  }

  @Test
  void atLeastOnceIsHandledAgainWhenItsHandlerFails() {
    var bob = recorder().failing(1);
    subscribeBob(bob);
    bus.publish(job("work"));

    passUntil("second try", () -> bob.finished() == 2);

    assertThat(bob.texts()).containsExactly("work", "work");
    assertThat(bob.attempts()).containsExactly(1, 2);
    assertThat(bob.ids().getFirst()).isEqualTo(bob.ids().getLast());
  }

  @Test
  void atLeastOnceIsHandledAgainWhenItsProcessDies() {
    var dying = recorder().blocking();
    var subscription = subscribeBob(dying);
    bus.publish(job("work"));
    dying.await(1);
    subscription.abort();
    var heir = recorder();
    anotherBus().subscribe(BOB, TopicPattern.of(">"), OPTIONS, heir);

    fixture.pass(PAST_THE_LEASE);

    assertThat(heir.await(1)).allMatch(delivery -> delivery.attempt() == 2);
  }

  @Test
  void atLeastOnceIsAcknowledgedAfterItsHandlerReturned() {
    var bob = recorder().blocking();
    subscribeBob(bob);
    bus.publish(job("work"));
    bob.await(1);
    assertThat(stats(BOBS_INBOX).claimed()).isEqualTo(1);

    bob.release();

    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void exactlyOnceIsNotHandledAgainWhenItIsDone() {
    var bob = recorder();
    subscribeBob(bob);
    bus.publish(exactly("once"));
    bob.awaitFinished(1);
    awaitEmpty(BOBS_INBOX);

    fixture.pass(PAST_THE_LEASE);
    bus.publish(exactly("next"));

    bob.await(2);
    assertThat(bob.texts()).containsExactly("once", "next");
  }

  @Test
  void exactlyOnceIsDoneAtOnceAndNotHeldBackForOthers() {
    var bob = recorder();
    subscribeBob(bob);
    bob.then(delivery -> {
      if (delivery.payload().text().equals("second")) {
        Waiting.until("first done", () -> stats(BOBS_INBOX).depth() == 1);
      }
    });

    bus.publishAll(List.of(exactly("first"), exactly("second")));

    bob.awaitFinished(2);
    awaitEmpty(BOBS_INBOX);
    assertThat(bob.attempts()).containsExactly(1, 1);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void twoProcessesPublishingUnderOneKeyPublishOneMessage(Guarantee guarantee) throws Exception {
    var bob = recorder();
    subscribeBob(bob);
    var message = toBob().guarantee(guarantee).identifiedBy("order 7").command(text("once"));

    var first = bus.publish(message);
    var second = anotherBus().publish(message);

    assertThat(first.duplicate()).isFalse();
    assertThat(second.duplicate()).isTrue();
    assertThat(second.id()).isEqualTo(first.id());
    bob.await(1);
    awaitRest();
    assertThat(bob.texts()).containsExactly("once");
  }

  @Test
  void oneKeyOfTwoSendersIsTwoMessages() {
    var draft = Message.from(CAROL).to(BOB).on("jobs").identifiedBy("order 7");

    var alices = bus.publish(toBob().identifiedBy("order 7").command(text("work")));
    var carols = bus.publish(draft.command(text("work")));

    assertThat(carols.id()).isNotEqualTo(alices.id());
    assertThat(carols.duplicate()).isFalse();
  }

  @Test
  void whatAnExactlyOnceHandlerPublishesIsPublishedOnceHoweverOftenItRuns() throws Exception {
    var carol = recorder();
    subscribe(CAROL, ">", carol);
    var published = Collections.synchronizedList(new ArrayList<Receipt>());
    var bob = recorder();
    bob.then(delivery -> {
      for (var text : List.of("one", "two")) {
        published.add(bus.publish(toCarol(text + " of run " + delivery.attempt())));
      }
      if (delivery.attempt() == 1) {
        throw new IllegalStateException("died after publishing");
      }
    });
    subscribeBob(bob);

    bus.publish(exactly("work"));

    passUntil("second run", () -> bob.finished() == 2);
    awaitRest();
    assertThat(published).extracting(Receipt::duplicate).containsExactly(false, false, true, true);
    assertThat(published).extracting(Receipt::id).startsWith(ids(published, 2, 3));
    assertThat(carol.texts()).containsExactly("one of run 1", "two of run 1");
  }

  @Test
  void aReceiptTellsTheDurabilityThereIs() {
    assertThat(bus.publish(job("work")).durability()).isEqualTo(storage.durability());
  }

  private static MessageId[] ids(List<Receipt> receipts, int... at) {
    return Arrays.stream(at).mapToObj(i -> receipts.get(i).id()).toArray(MessageId[]::new);
  }

  private static Message promised(Guarantee guarantee, String text) {
    return toBob().guarantee(guarantee).command(text(text));
  }

  private static Message fleeting(String text) {
    return promised(Guarantee.AT_MOST_ONCE, text);
  }

  private static Message exactly(String text) {
    return promised(Guarantee.EXACTLY_ONCE, text);
  }

  private static Message toCarol(String text) {
    return Message.from(BOB).to(CAROL).on("jobs").command(text(text));
  }

  private static Payload text(String text) {
    return Payload.text(text);
  }
}
