package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TopicPattern;
import dev.maos.message.Delivery;
import dev.maos.message.DeliveryReceipt;
import dev.maos.message.Message;
import dev.maos.message.StartAt;
import dev.maos.message.SubscriptionOptions;
import dev.maos.testkit.history.Key;
import dev.maos.testkit.history.Witness;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a message, through the bus: agents, topics, groups; closing, pausing and pulling. */
abstract class AddressingContract extends BusScene {
  AddressingContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void aMessageToAnOfflineAgentWaitsUntilItSubscribes() {
    bus.publish(job("early"));
    var bob = recorder();

    subscribeBob(bob);

    assertThat(bob.await(1)).extracting(Delivery::attempt).containsExactly(1);
  }

  @Test
  void aMessageOnATopicThatItsAgentDoesNotHandleWaitsUntilItDoes() {
    var letters = recorder();
    subscribe(BOB, "letters", letters);
    bus.publish(job("work"));
    var jobs = recorder();

    subscribe(BOB, "jobs", jobs);

    jobs.await(1);
    assertThat(letters.texts()).isEmpty();
  }

  @Test
  void aMessageReachesAnAgentOfAnotherProcess() {
    var bob = recorder();
    anotherBus().subscribe(BOB, TopicPattern.of("jobs"), OPTIONS, bob);

    bus.publish(job("across"));

    bob.await(1);
    assertThat(bob.texts()).containsExactly("across");
  }

  @Test
  void whatOthersAreSentIsNotHeard() {
    var carol = recorder();
    var bob = recorder();
    subscribe(CAROL, ">", carol);
    subscribeBob(bob);
    bus.publish(job("for bob"));
    bus.publish(Message.from(ALICE).to(CAROL).on("jobs").heartbeat());

    bob.await(1);
    carol.await(1);
    assertThat(bob.texts()).containsExactly("for bob");
    assertThat(carol.texts()).containsExactly("");
  }

  @Test
  void aMessageToEveryoneReachesEachSubscriptionOnce() throws Exception {
    var all = List.of(recorder(), recorder(), recorder());
    subscribe(BOB, "news", all.get(0));
    subscribe(BOB, "news.>", all.get(1));
    subscribe(CAROL, "*", all.get(2));
    bus.publish(news("item"));

    all.get(0).await(1);
    all.get(2).await(1);
    awaitRest();
    assertThat(all).extracting(recorder -> recorder.texts().size()).containsExactly(1, 0, 1);
  }

  @ParameterizedTest(name = "{0} members")
  @ValueSource(ints = {2, 4, 16})
  void ofAsManyMessagesAsIdleMembersEachMemberGetsOne(int members) {
    var team = subscribeTeam(members);
    team.forEach(Recorder::blocking);

    bus.publishAll(IntStream.range(0, members).mapToObj(i -> teamJob("job " + i)).toList());

    assertThat(team).allSatisfy(member -> assertThat(member.await(1)).hasSize(1));
  }

  @Test
  void aMessageToAGroupIsHandledByOneMember() throws Exception {
    var team = subscribeTeam(4);
    for (int i = 0; i < 20; i++) {
      bus.publish(teamJob("job " + i));
    }

    awaitRest();
    assertThat(team.stream().mapToInt(Recorder::finished).sum()).isEqualTo(20);
  }

  @Test
  void aPausedMemberLeavesTheWorkToTheOthers() {
    var paused = recorder();
    var awake = recorder();
    subscribe(BOB, ">", OPTIONS.inGroup("team"), paused).pause();
    subscribe(CAROL, ">", OPTIONS.inGroup("team"), awake);

    bus.publish(teamJob("work"));

    awake.await(1);
    assertThat(paused.texts()).isEmpty();
  }

  @Test
  void aPausedSubscriptionHandlesNothingUntilItIsResumed() {
    var bob = recorder();
    var other = recorder();
    var subscription = subscribe(BOB, "jobs", bob);
    subscribe(CAROL, "news", other);
    subscription.pause();
    assertThat(subscription.isActive()).isFalse();
    bus.publish(job("work"));
    bus.publish(news("item"));
    other.await(1);
    assertThat(bob.texts()).isEmpty();

    subscription.resume();

    bob.await(1);
    assertThat(subscription.isActive()).isTrue();
  }

  @Test
  void aClosedSubscriptionIsOfflineAndGoesOnWhenItIsTakenUpAgain() {
    var before = recorder();
    subscribe(BOB, "news", before).close();
    bus.publish(news("while away"));
    var after = recorder();

    subscribe(BOB, "news", after);

    after.await(1);
    assertThat(before.texts()).isEmpty();
  }

  @Test
  void closingASubscriptionTwiceOrFromItsHandlerIsFine() {
    var bob = recorder();
    var subscription = subscribeBob(bob);
    bob.then(delivery -> subscription.close());
    bus.publish(job("last"));

    bob.awaitFinished(1);
    Waiting.until("closed subscription", () -> !subscription.isActive());
    subscription.close();
    subscription.resume();
    assertThat(subscription.isActive()).isFalse();
    awaitEmpty(BOBS_INBOX);
  }

  @Test
  void cancellingEndsTheDurableSubscription() {
    subscribe(BOB, "news", recorder()).cancel();
    bus.publish(news("unheard"));
    var bob = recorder();
    subscribe(BOB, "news", bob);
    bus.publish(news("heard"));

    bob.await(1);
    assertThat(bob.texts()).containsExactly("heard");
  }

  @Test
  void aSubscriptionCanStartInThePast() {
    bus.publish(news("past"));
    var bob = recorder();

    subscribe(BOB, "news", OPTIONS.start(StartAt.EARLIEST), bob);

    bob.await(1);
    assertThat(bob.texts()).containsExactly("past");
  }

  @Test
  void aUserMayNotPublishToAReservedTopic() {
    var draft = Message.from(ALICE).to(BOB).on(DeliveryReceipt.TOPIC);

    assertThatThrownBy(() -> bus.publish(draft.heartbeat()))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESERVED_TOPIC));
  }

  @Test
  void messagesAreHandledOneByOneUnlessToldOtherwise() throws Exception {
    var bob = recorder();
    subscribeBob(bob);
    bus.publishAll(IntStream.range(0, 50).mapToObj(i -> job("job " + i)).toList());

    awaitRest();
    assertThat(bob.mostAtOnce()).isEqualTo(1);
  }

  @Test
  void asManyAreHandledAtOnceAsTheConcurrencySays() {
    var bob = recorder().blocking();
    subscribe(BOB, ">", OPTIONS.concurrency(3), bob);

    bus.publishAll(IntStream.range(0, 10).mapToObj(i -> job("job " + i)).toList());

    bob.await(3);
    assertThat(bob.mostAtOnce()).isEqualTo(3);
    bob.release();
    bob.awaitFinished(10);
    assertThat(bob.mostAtOnce()).isEqualTo(3);
  }

  @Test
  void oneSendersMessagesOfOnePriorityAreHandledInOrder() throws Exception {
    var witness = new Witness(fixture.time());
    subscribeBob(witness.watching("bob", recorder()));
    for (int i = 1; i <= 200; i++) {
      witness.publish(bus, job(new Key(ALICE, i).toString()));
    }

    awaitRest();
    assertInnocent(witness);
  }

  @Test
  void aReceiverFetchesMessagesItself() throws Exception {
    bus.publish(job("one"));
    bus.publish(job("two"));
    try (var receiver = bus.receiver(BOB, TopicPattern.of("jobs"))) {
      var first = receiver.receive(Duration.ofSeconds(5)).orElseThrow();
      assertThat(first.payload().text()).isEqualTo("one");
      assertThat(first.ack()).isTrue();
      assertThat(receiver.receive(Duration.ofSeconds(5)).orElseThrow().ack()).isTrue();

      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
    }
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void aWaitingReceiverIsWokenByAMessage() throws Exception {
    try (var receiver = bus.receiver(BOB, TopicPattern.of("jobs"), OPTIONS)) {
      var waiting = meanwhile(() -> receiver.receive(Duration.ofHours(1)));

      bus.publish(job("wake up"));

      assertThat(waiting.get().orElseThrow().ack()).isTrue();
    }
  }

  @Test
  void whatAReceiverDoesNotSettleComesAgain() throws Exception {
    bus.publish(job("work"));
    try (var receiver = bus.receiver(BOB, TopicPattern.of("jobs"), OPTIONS)) {
      assertThat(receiver.receive(Duration.ZERO)).isPresent();
      fixture.pass(PAST_THE_LEASE);

      assertThat(receiver.receive(Duration.ofSeconds(5)).orElseThrow().attempt()).isEqualTo(2);
    }
  }

  @Test
  void aHandlerMaySubscribePublishAndClose() {
    var helper = recorder();
    var other = AgentId.of("helper");
    var bob = recorder();
    bob.then(delivery -> {
      var made = subscribe(other, "help", SubscriptionOptions.defaults(), helper);
      var _ = bus.publish(Message.from(BOB).to(other).on("help").heartbeat());
      helper.await(1);
      made.close();
    });
    subscribeBob(bob);

    bus.publish(job("work"));

    bob.awaitFinished(1);
    assertThat(helper.deliveries()).hasSize(1);
    awaitEmpty(BOBS_INBOX);
  }
}
