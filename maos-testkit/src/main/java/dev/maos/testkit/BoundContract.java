package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.Payload;
import dev.maos.message.Address;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.Message;
import dev.maos.message.QueueFullException;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds: publishers meet those of inboxes and groups; a subscription meets its own. */
abstract class BoundContract extends StorageScene {
  private static final int BOUND = 10;
  private static final Address BOB_ADDRESS = new Address.ToAgent(BOB);

  BoundContract(TransportFixture fixture) {
    super(fixture, QueueLimits.defaults().maxQueueSize(BOUND));
  }

  @Test
  void aFullInboxRefusesAndSaysWhenToTryAgain() {
    sendMany(BOUND, toBob());

    var refused = catchThrowableOfType(QueueFullException.class, () -> send(job("too many")));

    assertThat(refused.retryAfter()).isPositive();
    assertThat(refused).hasMessageContaining("inbox:bob").hasMessageContaining("10");
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND);
  }

  @Test
  void aFullGroupRefuses() {
    sendMany(BOUND, toTeam());

    assertThatThrownBy(() -> send(teamJob("too many"))).isInstanceOf(QueueFullException.class);
  }

  @Test
  void whatIsClaimedOrDelayedTakesRoomToo() {
    var bob = openBob();
    sendMany(BOUND - 1, toBob());
    bob.take(3);
    bob.inbox().release(bob.takeOne(), Duration.ofHours(1));
    send(toBob().deliverAfter(Duration.ofHours(1)).command(Payload.text("later")));

    assertThatThrownBy(() -> send(job("too many"))).isInstanceOf(QueueFullException.class);
  }

  @Test
  void aBatchThatDoesNotFitIsRefusedWhole() {
    sendMany(BOUND - 1, toBob());

    assertThatThrownBy(() -> send(job("fits"), job("does not")))
        .isInstanceOf(QueueFullException.class);

    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND - 1);
  }

  @Test
  void aBatchToSeveralDestinationsIsRefusedWholeIfOneIsFull() {
    var carol = open(Reading.of(">").by(CAROL));
    sendMany(BOUND, toBob());
    var toCarol = Message.from(ALICE).to(CAROL).on("jobs").command(Payload.text("fits"));

    assertThatThrownBy(() -> send(toCarol, news("fits"), teamJob("fits"), job("does not")))
        .isInstanceOf(QueueFullException.class);

    assertThat(carol.take(PLENTY)).isEmpty();
    assertThat(openTeam(1).getFirst().take(PLENTY)).isEmpty();
  }

  @Test
  void aRefusedBatchLeavesItsRoomToOthers() {
    sendMany(BOUND, toBob());
    var toCarol = Message.from(ALICE).to(CAROL).on("jobs");
    assertThatThrownBy(() -> send(toCarol.command(Payload.text("x")), job("does not")))
        .isInstanceOf(QueueFullException.class);

    sendMany(BOUND, toCarol);
  }

  @Test
  void severalPublishersTogetherDoNotOvershoot() throws Exception {
    var mine = IntStream.range(0, 4 * BOUND).mapToObj(i -> sealer.seal(job("job"))).toList();
    int accepted = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = mine.stream().map(envelope -> attempt(List.of(envelope))).toList();
      for (var call : threads.invokeAll(calls)) {
        accepted += call.get();
      }
    }

    assertThat(accepted).isEqualTo(BOUND);
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND);
  }

  private Callable<Integer> attempt(List<Envelope> batch) {
    return () -> {
      try {
        return storage.send(batch).size();
      } catch (QueueFullException e) {
        return 0;
      }
    };
  }

  @Test
  void settlingWorksWhenTheQueueIsFull() {
    var bob = openBob();
    sendMany(BOUND, toBob());
    var claims = bob.take(PLENTY);

    bob.inbox().release(claims.get(0), Duration.ZERO);
    bob.inbox().handBack(claims.get(1));
    bob.inbox().bury(claims.get(2), Reason.REJECTED, "no");
    bob.acknowledge(claims.get(3));

    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(BOUND - 2);
    assertThat(send(job("a"), job("b"))).hasSize(2);
  }

  @Test
  void aDuplicateNeedsNoRoom() {
    var envelope = sendOne(job("first"));
    sendMany(BOUND - 1, toBob());

    assertThat(storage.send(List.of(envelope))).allMatch(receipt -> receipt.duplicate());
  }

  @Test
  void waitingForRoomEndsAtOnceWhereThereIsRoom() throws Exception {
    assertThat(storage.awaitRoom(BOB_ADDRESS, 1, Duration.ZERO)).isTrue();
    assertThat(storage.awaitRoom(Address.EVERYONE, 1, Duration.ZERO)).isTrue();
  }

  @Test
  void waitingForRoomHasAnEnd() throws Exception {
    sendMany(BOUND, toBob());

    assertThat(storage.awaitRoom(BOB_ADDRESS, 1, Duration.ZERO)).isFalse();
  }

  @Test
  void waitingForRoomEndsWhenAMessageIsDone() throws Exception {
    var bob = openBob();
    sendMany(BOUND, toBob());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> storage.awaitRoom(BOB_ADDRESS, 1, Duration.ofHours(1)));

      bob.acknowledge(bob.takeOne());

      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void aFullSubscriptionSkipsItsOldestAndCountsIt() {
    var bob = open(Reading.of("news"));
    sendMany(BOUND + 2, toEveryone());

    assertThat(stats(bobsNews()).missed()).isEqualTo(2);
    assertThat(bob.drain()).containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
  }

  @Test
  void aFullSubscriptionDoesNotTouchAnother() {
    var bob = open(Reading.of("news"));
    var carol = open(Reading.of("news").by(CAROL));
    for (int i = 0; i < 3 * BOUND; i++) {
      send(news(Integer.toString(i)));
      assertThat(carol.drain()).containsExactly(Integer.toString(i));
    }

    assertThat(bob.drain()).hasSize(BOUND);
  }

  @Test
  void aFullSubscriptionCanBuryItsOldest() {
    open(Reading.of("news").whenFull(WhenFull.DEAD_LETTER)).close();
    sendMany(BOUND + 2, toEveryone());

    var letters = storage.deadLetters(bobsNews(), Optional.empty(), PLENTY);

    assertThat(letters).extracting(letter -> letter.reason()).containsOnly(Reason.OVERFLOW);
    assertThat(letters)
        .extracting(letter -> letter.envelope().message().payload().text())
        .containsExactly("0", "1");
    assertThat(stats(bobsNews()).missed()).isZero();
  }

  @Test
  void aSubscriptionFullOfClaimedMessagesMissesTheNewOne() {
    var bob = open(Reading.of("news"));
    sendMany(BOUND, toEveryone());
    var held = bob.take(PLENTY);
    send(news("one more"));

    assertThat(stats(bobsNews()).missed()).isEqualTo(1);
    assertThat(bob.inbox().acknowledge(held)).containsOnly(Settled.NOW);
    assertThat(bob.take(PLENTY)).isEmpty();
  }

  @Test
  void atTheBoundTheOldestFleetingMessageIsDroppedAndCounted() {
    var bob = open(Reading.of("news").whenBufferFull(WhenBufferFull.DROP_OLDEST));
    sendMany(BOUND + 1, toEveryone().guarantee(Guarantee.AT_MOST_ONCE));

    assertThat(stats(bobsNews()).dropped()).isEqualTo(1);
    assertThat(bob.drain()).startsWith("1").endsWith("10").hasSize(BOUND);
  }

  @Test
  void atTheBoundTheNewestFleetingMessageIsDroppedIfSoChosen() {
    var bob = open(Reading.of("news").whenBufferFull(WhenBufferFull.DROP_NEWEST));
    sendMany(BOUND + 1, toEveryone().guarantee(Guarantee.AT_MOST_ONCE));

    assertThat(stats(bobsNews()).dropped()).isEqualTo(1);
    assertThat(bob.drain()).startsWith("0").endsWith("9").hasSize(BOUND);
  }

  @Test
  void aFleetingMessageDoesNotPushOutADurableOne() {
    var bob = open(Reading.of("news"));
    sendMany(BOUND, toEveryone());
    send(toEveryone().guarantee(Guarantee.AT_MOST_ONCE).event(Payload.text("fleeting")));

    assertThat(stats(bobsNews()).dropped()).isEqualTo(1);
    assertThat(bob.drain()).hasSize(BOUND).doesNotContain("fleeting");
  }

  private static QueueName bobsNews() {
    return Reading.of("news").spec().subscription();
  }
}
