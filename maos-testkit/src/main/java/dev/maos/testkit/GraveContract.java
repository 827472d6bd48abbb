package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.DeadLetter;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageId;
import dev.maos.message.QueueLimits;
import dev.maos.message.QueueName;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dead letters, as the storage keeps them. */
abstract class GraveContract extends StorageScene {
  private static final int MOST = 4;

  GraveContract(TransportFixture fixture) {
    super(fixture, QueueLimits.defaults().maxDeadLetters(MOST));
  }

  @Test
  void aDeadLetterTellsEverythingAboutItsMessage() {
    var bob = openBob();
    var sent = sendOne(job("broken"));
    bob.inbox().release(bob.takeOne(), Duration.ZERO);
    var before = fixture.time().now();
    bob.inbox().bury(bob.takeOne(), Reason.EXHAUSTED, "it failed twice");

    var letter = onlyLetter();

    assertThat(letter.id()).isEqualTo(sent.id());
    assertThat(letter.envelope().bytes()).isEqualTo(sent.bytes());
    assertThat(letter.queue()).isEqualTo(BOBS_INBOX);
    assertThat(letter.reason()).isEqualTo(Reason.EXHAUSTED);
    assertThat(letter.detail()).isEqualTo("it failed twice");
    assertThat(letter.attempts()).isEqualTo(2);
    assertThat(letter.buriedAt()).isBetween(before, fixture.time().now());
  }

  @Test
  void buryingAcknowledges() {
    var bob = openBob();
    send(job("broken"));

    assertThat(bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "")).isEqualTo(Settled.NOW);
    assertThat(stats(BOBS_INBOX).depth()).isZero();
    fixture.pass(PAST_THE_LEASE);
    assertThat(bob.take(PLENTY)).isEmpty();
  }

  @Test
  void onesDeadLetterIsNotTheOthers() {
    var bob = open(Reading.of("news"));
    var carol = open(Reading.of("news").by(CAROL));
    send(news("item"));
    bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "");

    assertThat(carol.drain()).containsExactly("item");
    assertThat(letters(Reading.of("news").spec().subscription())).hasSize(1);
    assertThat(letters(Reading.of("news").by(CAROL).spec().subscription())).isEmpty();
  }

  @Test
  void deadLettersAreListedFromTheOldestInPages() {
    bury("a", "b", "c");
    var first = storage.deadLetters(BOBS_INBOX, Optional.empty(), 2);
    var rest = storage.deadLetters(BOBS_INBOX, Optional.of(first.getLast().id()), 2);

    assertThat(first).extracting(GraveContract::text).containsExactly("a", "b");
    assertThat(rest).extracting(GraveContract::text).containsExactly("c");
  }

  @Test
  void aQueueThatIsNotThereHasNoDeadLetters() {
    assertThat(letters(QueueName.inbox(CAROL))).isEmpty();
    assertThat(storage.redrive(QueueName.inbox(CAROL), List.of(sealer.nextId()))).isZero();
    assertThat(storage.purge(QueueName.inbox(CAROL), List.of(sealer.nextId()))).isZero();
  }

  @Test
  void aRedrivenMessageComesBackWithItsIdAndAFreshCount() {
    bury("again");
    var id = onlyLetter().id();

    assertThat(storage.redrive(BOBS_INBOX, List.of(id))).isEqualTo(1);

    var claim = openBob().takeOne();
    assertThat(claim.envelope().id()).isEqualTo(id);
    assertThat(claim.envelope().message()).isEqualTo(job("again"));
    assertThat(claim.attempt()).isEqualTo(1);
    assertThat(stats(BOBS_INBOX).dead()).isZero();
  }

  @Test
  void aRedrivenMessageTakesItsTurnBehindTheOthersOfItsOrderingKey() {
    var bob = openBob();
    var inOrder = toBob().orderedBy("k");
    send(inOrder.command(Payload.text("first")));
    bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "");
    send(inOrder.command(Payload.text("second")), inOrder.command(Payload.text("third")));
    var second = bob.takeOne();

    storage.redrive(BOBS_INBOX, List.of(onlyLetter().id()));

    assertThat(bob.take(PLENTY)).as("its key is under way").isEmpty();
    bob.acknowledge(second);
    assertThat(bob.drain()).containsExactly("third", "first");
  }

  @Test
  void redrivingTellsTheBell() {
    bury("again");
    var bob = openBob();
    assertThat(bob.take(PLENTY)).isEmpty();
    bob.ringsSince();

    storage.redrive(BOBS_INBOX, List.of(onlyLetter().id()));

    Waiting.until("bell", () -> bob.ringsSince() > 0);
  }

  @Test
  void redrivingGoesToTheQueueItCameFromOnly() {
    var bob = open(Reading.of("news"));
    var carol = open(Reading.of("news").by(CAROL));
    send(news("item"));
    bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "");
    carol.drain();
    var queue = Reading.of("news").spec().subscription();

    storage.redrive(queue, ids(letters(queue)));

    assertThat(carol.take(PLENTY)).isEmpty();
    assertThat(bob.drain()).containsExactly("item");
  }

  @Test
  void anExpiredMessageThatIsRedrivenLivesAgain() {
    send(toBob().ttl(Duration.ofSeconds(1)).command(Payload.text("old")));
    fixture.pass(Duration.ofSeconds(2));
    storage.sweep();

    storage.redrive(BOBS_INBOX, List.of(onlyLetter().id()));

    assertThat(storage.sweep()).isEmpty();
    var claim = openBob().takeOne();
    assertThat(claim.envelope().expiredAt(fixture.time().micros())).isFalse();
  }

  @Test
  void aRedrivenExactlyOnceMessageIsNotTakenForADuplicate() {
    var bob = openBob();
    var sent = sendOne(toBob().guarantee(Guarantee.EXACTLY_ONCE).command(Payload.text("precious")));
    bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "");

    storage.redrive(BOBS_INBOX, List.of(sent.id()));

    assertThat(bob.drain()).containsExactly("precious");
    assertThat(storage.send(List.of(sent))).allMatch(receipt -> receipt.duplicate());
  }

  @Test
  void onlyTheNamedAreRedriven() {
    bury("a", "b", "c");
    var second = letters(BOBS_INBOX).get(1).id();

    assertThat(storage.redrive(BOBS_INBOX, List.of(second, sealer.nextId()))).isEqualTo(1);
    assertThat(letters(BOBS_INBOX)).extracting(GraveContract::text).containsExactly("a", "c");
  }

  @Test
  void purgingDeletesTheNamed() {
    bury("a", "b");

    assertThat(storage.purge(BOBS_INBOX, List.of(letters(BOBS_INBOX).getFirst().id())))
        .isEqualTo(1);
    assertThat(letters(BOBS_INBOX)).extracting(GraveContract::text).containsExactly("b");
    assertThat(openBob().take(PLENTY)).isEmpty();
  }

  @Test
  void fullDeadLettersStopTheQueueAndDropNothing() {
    var bob = openBob();
    sendMany(MOST + 2, toBob());
    var claims = bob.take(MOST + 1);
    claims.stream().limit(MOST).forEach(claim -> bob.inbox().bury(claim, Reason.REJECTED, ""));

    assertThat(bob.inbox().bury(claims.getLast(), Reason.REJECTED, ""))
        .isEqualTo(Settled.DEAD_LETTERS_FULL);
    assertThat(bob.take(PLENTY)).as("a stopped queue gives nothing").isEmpty();
    assertThat(stats(BOBS_INBOX).ready()).isEqualTo(2);
  }

  @Test
  void aStoppedQueueGoesOnWhenDeadLettersArePurged() {
    var bob = openBob();
    sendMany(MOST + 1, toBob());
    bob.take(MOST).forEach(claim -> bob.inbox().bury(claim, Reason.REJECTED, ""));
    assertThat(bob.take(PLENTY)).isEmpty();
    bob.ringsSince();

    storage.purge(BOBS_INBOX, ids(letters(BOBS_INBOX)));

    Waiting.until("bell", () -> bob.ringsSince() > 0);
    var claim = bob.takeOne();
    assertThat(text(claim)).isEqualTo("4");
    assertThat(claim.attempt()).isEqualTo(1);
  }

  @Test
  void aStoppedQueueGoesOnWhenDeadLettersAreRedriven() {
    var bob = openBob();
    sendMany(MOST, toBob());
    bob.take(MOST).forEach(claim -> bob.inbox().bury(claim, Reason.REJECTED, ""));

    storage.redrive(BOBS_INBOX, ids(letters(BOBS_INBOX)));

    assertThat(bob.drain()).containsExactlyInAnyOrder("0", "1", "2", "3");
  }

  @Test
  void aStoppedQueueDoesNotStopAnotherOfTheSameReader() {
    var bob = openBob();
    sendMany(MOST, toBob());
    bob.take(MOST).forEach(claim -> bob.inbox().bury(claim, Reason.REJECTED, ""));
    send(job("stopped"));
    send(news("not stopped"));

    assertThat(bob.drain()).containsExactly("not stopped");
  }

  @Test
  void whatExpiresWhenDeadLettersAreFullStaysWhereItIs() {
    bury("a", "b", "c", "d");
    send(toBob().ttl(Duration.ofSeconds(1)).command(Payload.text("old")));
    fixture.pass(Duration.ofSeconds(2));

    assertThat(storage.sweep()).isEmpty();
    assertThat(stats(BOBS_INBOX).depth()).isEqualTo(1);
  }

  @Test
  void aLongDetailIsCut() {
    var bob = openBob();
    send(job("broken"));
    bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "x".repeat(10_000));

    assertThat(onlyLetter().detail()).hasSizeLessThanOrEqualTo(512).startsWith("xxx");
  }

  private void bury(String... texts) {
    var bob = openBob();
    for (var text : texts) {
      var _ = send(job(text));
      var _ = bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "");
    }
    bob.close();
  }

  private DeadLetter onlyLetter() {
    var letters = letters(BOBS_INBOX);
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  private List<DeadLetter> letters(QueueName queue) {
    return storage.deadLetters(queue, Optional.empty(), PLENTY);
  }

  private static List<MessageId> ids(List<DeadLetter> letters) {
    return letters.stream().map(DeadLetter::id).toList();
  }

  private static String text(DeadLetter letter) {
    return letter.envelope().message().payload().text();
  }
}
