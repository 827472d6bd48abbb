package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.MessageId;
import dev.maos.message.MessageType;
import dev.maos.message.QueueLimits;
import dev.maos.message.StartAt;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Topics: each durable subscription has a cursor of its own, and its own place to start. */
abstract class TopicContract extends StorageScene {
  private static final int HISTORY = 5;

  TopicContract(TransportFixture fixture) {
    super(fixture, QueueLimits.defaults().history(HISTORY));
  }

  @Test
  void everySubscriptionGetsAMessageOnce() {
    var bob = open(Reading.of("news"));
    var carol = open(Reading.of("news").by(CAROL));
    send(news("item"));

    assertThat(bob.drain()).containsExactly("item");
    assertThat(carol.drain()).containsExactly("item");
  }

  @Test
  void twoPatternsOfOneAgentAreTwoSubscriptions() {
    var exact = open(Reading.of("news"));
    var all = open(Reading.of(">"));
    send(news("item"));

    assertThat(exact.drain()).containsExactly("item");
    assertThat(all.drain()).containsExactly("item");
  }

  @Test
  void twoInboxesOnOneSubscriptionShareIt() {
    var one = open(Reading.of("news"));
    var other = open(Reading.of("news"));
    send(news("item"));

    assertThat(one.take(PLENTY).size() + other.take(PLENTY).size()).isEqualTo(1);
  }

  @Test
  void onesRetryIsNotSeenByTheOthers() {
    var bob = open(Reading.of("news"));
    var carol = open(Reading.of("news").by(CAROL));
    send(news("item"));
    bob.inbox().release(bob.takeOne(), Duration.ZERO);

    assertThat(carol.takeOne().attempt()).isEqualTo(1);
    assertThat(bob.takeOne().attempt()).isEqualTo(2);
    assertThat(carol.take(PLENTY)).isEmpty();
  }

  @Test
  void aSubscriptionCollectsWhileItsAgentIsAway() {
    open(Reading.of("news")).close();
    send(news("while away"));

    assertThat(open(Reading.of("news")).drain()).containsExactly("while away");
  }

  @Test
  void aNewSubscriptionStartsWithTheNextMessage() {
    send(news("past"));
    var bob = open(Reading.of("news"));
    send(news("future"));

    assertThat(bob.drain()).containsExactly("future");
  }

  @Test
  void aNewSubscriptionCanStartWithTheOldest() {
    send(news("a"), news("b"));

    assertThat(open(Reading.of("news").from(StartAt.EARLIEST)).drain()).containsExactly("a", "b");
  }

  @Test
  void theHistoryOfATopicIsBounded() {
    sendMany(HISTORY + 2, toEveryone());

    assertThat(open(Reading.of("news").from(StartAt.EARLIEST)).drain())
        .containsExactly("2", "3", "4", "5", "6");
  }

  @Test
  void aNewSubscriptionCanStartAfterAMessage() {
    send(news("a"));
    var seen = sendOne(news("b"));
    send(news("c"));

    assertThat(open(Reading.of("news").from(after(seen.id()))).drain()).containsExactly("c");
  }

  @Test
  void startingAfterAForgottenMessageStartsWithTheOldest() {
    send(news("a"), news("b"));

    assertThat(open(Reading.of("news").from(after(sealer.nextId()))).drain())
        .containsExactly("a", "b");
  }

  @Test
  void startingAfterAMessageGivesNothingOlderOfOtherTopics() {
    send(on("news.sport", "older"));
    fixture.pass(Duration.ofMillis(5));
    var seen = sendOne(on("news.weather", "seen"));
    fixture.pass(Duration.ofMillis(5));
    send(on("news.sport", "newer"));

    assertThat(open(Reading.of("news.*").from(after(seen.id()))).drain()).containsExactly("newer");
  }

  @Test
  void aNewSubscriptionCanStartAtATime() {
    send(news("before"));
    fixture.pass(Duration.ofMillis(10));
    var moment = fixture.time().now();
    fixture.pass(Duration.ofMillis(10));
    send(news("after"));

    assertThat(open(Reading.of("news").from(new StartAt.Since(moment))).drain())
        .containsExactly("after");
  }

  @Test
  void aPatternStartsWithTheOldestOfAllItsTopics() {
    send(on("news.sport", "a"));
    fixture.pass(Duration.ofMillis(5));
    send(on("news.weather", "b"));
    fixture.pass(Duration.ofMillis(5));
    send(on("news.sport", "c"));

    assertThat(open(Reading.of("news.>").from(StartAt.EARLIEST)).drain())
        .containsExactly("a", "b", "c");
  }

  @Test
  void aSubscriptionThatExistsGoesOnWhereItWas() {
    open(Reading.of("news")).close();
    send(news("a"));
    open(Reading.of("news")).drain();
    send(news("b"));

    assertThat(open(Reading.of("news").from(StartAt.EARLIEST)).drain()).containsExactly("b");
  }

  @Test
  void aPatternGetsTopicsThatComeIntoBeingLaterFromTheirFirstMessage() {
    var bob = open(Reading.of("news.*"));
    send(on("news.sport", "first of sport"));
    send(on("news.weather", "first of weather"));

    assertThat(bob.drain()).containsExactlyInAnyOrder("first of sport", "first of weather");
  }

  @Test
  void aStarStandsForOneSegmentAndTheTailForAllThatFollow() {
    var star = open(Reading.of("news.*"));
    var tail = open(Reading.of("news.>"));
    send(on("news", "none"), on("news.a", "one"), on("news.a.b", "two"));

    assertThat(star.drain()).containsExactly("one");
    assertThat(tail.drain()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aSubscriptionKeepsOnlyWhatItsFilterWants() {
    var errors = open(Reading.of("news").only(MessageFilter.ANY.types(MessageType.ERROR)));
    send(news("item"));
    send(toEveryone().error("E1", "broken"));

    assertThat(errors.take(PLENTY)).hasSize(1);
    assertThat(stats(Reading.of("news").spec().subscription()).depth()).isEqualTo(1);
  }

  @Test
  void aSubscriptionTakenUpWithAnotherFilterFollowsTheNewOne() {
    open(Reading.of("news").only(MessageFilter.ANY.types(MessageType.ERROR))).close();
    var events = open(Reading.of("news").only(MessageFilter.ANY.types(MessageType.EVENT)));
    send(toEveryone().error("E1", "broken"));
    send(news("item"));

    assertThat(events.drain()).containsExactly("item");
  }

  @Test
  void aForgottenSubscriptionCollectsNothing() {
    open(Reading.of("news")).close();
    send(news("unread"));

    assertThat(storage.forget(Reading.of("news").spec().subscription())).isTrue();

    send(news("unheard"));
    assertThat(open(Reading.of("news")).take(PLENTY)).isEmpty();
  }

  @Test
  void forgettingWhatIsNotThereIsAnswered() {
    assertThat(storage.forget(Reading.of("news").spec().subscription())).isFalse();
  }

  @Test
  void forgettingOneSubscriptionLeavesTheOthers() {
    var carol = open(Reading.of("news").by(CAROL));
    open(Reading.of("news")).close();
    storage.forget(Reading.of("news").spec().subscription());
    send(news("item"));

    assertThat(carol.drain()).containsExactly("item");
  }

  @Test
  void aMessageThatNobodySubscribesToIsAccepted() {
    assertThat(send(news("into the air"))).hasSize(1);
  }

  @Test
  void anAtMostOnceMessageToATopicIsNotKeptForTheAbsent() {
    open(Reading.of("news")).close();
    send(toEveryone().guarantee(Guarantee.AT_MOST_ONCE).event(Payload.text("fleeting")));

    assertThat(open(Reading.of("news")).take(PLENTY)).isEmpty();
    assertThat(open(Reading.of("*").from(StartAt.EARLIEST)).take(PLENTY)).isEmpty();
  }

  @Test
  void theSenderHearsItselfOnlyIfItSubscribes() {
    var alice = open(Reading.of("news").by(ALICE));
    var deaf = open(Reading.of("other").by(AgentId.of("dave")));
    send(news("item"));

    assertThat(alice.drain()).containsExactly("item");
    assertThat(deaf.take(PLENTY)).isEmpty();
  }

  private static StartAt after(MessageId id) {
    return new StartAt.AfterMessage(id);
  }

  private static Message on(String topic, String text) {
    return Message.from(ALICE).toEveryone().on(topic).event(Payload.text(text));
  }
}
