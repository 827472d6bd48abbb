package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.QueueLimits;
import dev.maos.message.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Known ids: sending again stores nothing again, and an id stands for one message only. */
abstract class DedupeContract extends StorageScene {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  DedupeContract(TransportFixture fixture) {
    super(fixture, QueueLimits.defaults().dedupeWindow(WINDOW));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void sendingAgainStoresNothingAgain(Guarantee guarantee) {
    var bob = openBob();
    var envelope = sendOne(toBob().guarantee(guarantee).command(Payload.text("once")));

    var again = storage.send(List.of(envelope));

    assertThat(again).allMatch(Receipt::duplicate);
    assertThat(again).extracting(Receipt::id).containsExactly(envelope.id());
    assertThat(bob.drain()).containsExactly("once");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void sendingToATopicAgainStoresNothingAgain(Guarantee guarantee) {
    var bob = open(Reading.of("news"));
    var envelope = sendOne(toEveryone().guarantee(guarantee).event(Payload.text("once")));

    assertThat(storage.send(List.of(envelope))).allMatch(Receipt::duplicate);
    assertThat(bob.drain()).containsExactly("once");
  }

  @Test
  void sendingToAGroupAgainStoresNothingAgain() {
    var envelope = sendOne(teamJob("once"));

    assertThat(storage.send(List.of(envelope))).allMatch(Receipt::duplicate);
    assertThat(openTeam(1).getFirst().drain()).containsExactly("once");
  }

  @Test
  void sendingAgainWhatIsDoneStoresNothingAgain() {
    var bob = openBob();
    var envelope = sendOne(exactly("once"));
    bob.drain();

    assertThat(storage.send(List.of(envelope))).allMatch(Receipt::duplicate);
    assertThat(bob.take(PLENTY)).isEmpty();
  }

  @Test
  void sendingAgainAtAnotherTimeIsStillTheSameMessage() {
    var bob = openBob();
    var first = sendOne(exactly("once"));
    fixture.pass(Duration.ofSeconds(1));

    var again = sealer.seal(first.id(), exactly("once"));

    assertThat(storage.send(List.of(again))).allMatch(Receipt::duplicate);
    assertThat(bob.drain()).containsExactly("once");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void anotherBodyUnderAKnownIdIsRefused(Guarantee guarantee) {
    var bob = openBob();
    var known = sendOne(toBob().guarantee(guarantee).command(Payload.text("one")));
    var other =
        sealer.seal(known.id(), toBob().guarantee(guarantee).command(Payload.text("another")));

    assertIdReuse(List.of(other));
    assertThat(bob.drain()).containsExactly("one");
  }

  @Test
  void anotherTypeUnderAKnownIdIsRefused() {
    var known = sendOne(job("one"));

    assertIdReuse(List.of(sealer.seal(known.id(), toBob().query(Payload.text("one")))));
  }

  @Test
  void anotherBodyUnderAnIdKnownToATopicIsRefused() {
    var bob = open(Reading.of("news"));
    var known = sendOne(news("one"));

    assertIdReuse(List.of(sealer.seal(known.id(), news("another"))));
    assertThat(bob.drain()).containsExactly("one");
  }

  @Test
  void aBatchWithOneReusedIdIsRefusedWhole() {
    var bob = openBob();
    var known = sendOne(job("one"));
    var reused = sealer.seal(known.id(), job("another"));

    assertIdReuse(List.of(sealer.seal(job("new")), reused, sealer.seal(job("newer"))));
    assertThat(bob.drain()).containsExactly("one");
  }

  @Test
  void aBatchForSeveralWithOneReusedIdIsRefusedWhole() {
    var bob = openBob();
    var known = sendOne(news("one"));
    var reused = sealer.seal(known.id(), news("another"));
    var toCarol = Message.from(ALICE).to(CAROL).on("jobs").command(Payload.text("new"));

    assertIdReuse(List.of(sealer.seal(toCarol), sealer.seal(news("new")), reused));
    assertThat(bob.drain()).containsExactly("one");
    assertThat(open(Reading.of(">").by(CAROL)).take(PLENTY)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void aBatchForSeveralWithAnIdReusedInAnInboxIsRefusedWhole(Guarantee guarantee) {
    var bob = openBob();
    var known = sendOne(toBob().guarantee(guarantee).command(Payload.text("one")));
    var reused =
        sealer.seal(known.id(), toBob().guarantee(guarantee).command(Payload.text("another")));

    assertIdReuse(List.of(sealer.seal(news("new")), sealer.seal(teamJob("new")), reused));
    assertThat(bob.drain()).containsExactly("one");
    assertThat(openTeam(1).getFirst().take(PLENTY)).isEmpty();
  }

  @Test
  void aBatchThatGivesOneIdToTwoMessagesIsRefusedWhole() {
    var bob = openBob();
    var one = sealer.seal(job("one"));
    var other = sealer.seal(one.id(), job("another"));

    assertIdReuse(List.of(one, other));
    assertThat(bob.drain()).isEmpty();
    assertThat(stats(BOBS_INBOX).depth()).isZero();
  }

  @Test
  void aBatchToATopicThatGivesOneIdToTwoMessagesIsRefusedWhole() {
    var bob = openBob();
    var one = sealer.seal(news("one"));
    var other = sealer.seal(one.id(), news("another"));

    assertIdReuse(List.of(sealer.seal(job("a third")), one, other));
    assertThat(bob.drain()).isEmpty();
  }

  @Test
  void oneMessageTwiceInABatchIsStoredOnce() {
    var bob = openBob();
    var envelope = sealer.seal(job("once"));

    var receipts = storage.send(List.of(envelope, envelope));

    assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, true);
    assertThat(bob.drain()).containsExactly("once");
  }

  @Test
  void oneIdToTwoDestinationsIsTwoMessages() {
    var bob = openBob();
    var carol = open(Reading.of(">").by(CAROL));
    var id = sendOne(job("to bob")).id();
    var toCarol = Message.from(ALICE).to(CAROL).on("jobs").command(Payload.text("to carol"));

    assertThat(storage.send(List.of(sealer.seal(id, toCarol)))).noneMatch(Receipt::duplicate);
    assertThat(bob.drain()).containsExactly("to bob");
    assertThat(carol.drain()).containsExactly("to carol");
  }

  @Test
  void aRefusedIdIsNotRemembered() {
    var known = sendOne(exactly("one"));
    var fresh = sealer.seal(exactly("fresh"));
    assertIdReuse(List.of(fresh, sealer.seal(known.id(), exactly("another"))));

    assertThat(storage.send(List.of(fresh))).noneMatch(Receipt::duplicate);
  }

  @Test
  void anIdIsRememberedForTheWholeWindow() {
    var envelope = sendOne(exactly("once"));
    fixture.pass(WINDOW.minusMillis(500));
    var _ = storage.sweep();

    assertThat(storage.send(List.of(envelope))).allMatch(Receipt::duplicate);
  }

  @Test
  void anIdIsRememberedForTheWholeWindowHoweverManyFollow() {
    var envelope = sendOne(exactly("once"));
    for (int i = 0; i < 4; i++) {
      fixture.pass(WINDOW.dividedBy(5));
      sendMany(10, toBob().guarantee(Guarantee.EXACTLY_ONCE));
    }

    assertThat(storage.send(List.of(envelope))).allMatch(Receipt::duplicate);
  }

  @Test
  void aMessageIsKnownAgainAfterAThousandOthers() {
    var bob = openBob();
    var envelope = sendOne(job("once"));
    for (int i = 0; i < 10; i++) {
      sendMany(100, toBob());
      assertThat(bob.drain()).isNotEmpty();
    }

    assertThat(storage.send(List.of(envelope))).allMatch(Receipt::duplicate);
  }

  @Test
  void longAfterTheWindowAnIdIsForgotten() {
    var bob = openBob();
    var envelope = sendOne(exactly("again"));
    bob.drain();
    fixture.pass(WINDOW.multipliedBy(3));
    var _ = storage.sweep();

    assertThat(storage.send(List.of(envelope))).noneMatch(Receipt::duplicate);
    assertThat(bob.drain()).containsExactly("again");
  }

  @Test
  void derivedIdsStandForTheirMessageWhateverItsContent() {
    var bob = openBob();
    var id = sealer.nextId();
    var first = derived(sealer.seal(id, job("first run")));
    var second = derived(sealer.seal(id, job("second run")));

    var receipts = Stream.of(first, second).flatMap(e -> storage.send(List.of(e)).stream());

    assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, true);
    assertThat(bob.drain()).containsExactly("first run");
  }

  @Test
  void aRefusalNamesTheIdAndTheDestination() {
    var known = sendOne(job("one"));

    assertThatThrownBy(() -> storage.send(List.of(sealer.seal(known.id(), job("another")))))
        .hasMessageContaining(known.id().toString())
        .hasMessageContaining("bob");
  }

  private void assertIdReuse(List<Envelope> batch) {
    var refused = catchThrowableOfType(MaosException.class, () -> storage.send(batch));

    assertThat(refused.code()).isEqualTo(ErrorCode.ID_REUSE);
  }

  private static Message exactly(String text) {
    return exactlyOnce().command(Payload.text(text));
  }

  private static MessageDraft exactlyOnce() {
    return toBob().guarantee(Guarantee.EXACTLY_ONCE);
  }

  private static Envelope derived(Envelope envelope) {
    return new Envelope(
        envelope.id(),
        envelope.sentAtMicros(),
        envelope.dueAtMicros(),
        envelope.expiresAtMicros(),
        Envelope.Identity.ID_ALONE,
        envelope.message());
  }
}
