package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.DeadLetter;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.Receipt;
import dev.maos.message.Settled;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection ends in place of an answer: the command took effect, and is repeated. */
class LostAnswersTest extends LibraryScene {
  private static final AgentId CAROL = AgentId.of("carol");

  private FaultProxy proxy;
  private RedisTransport process;

  @BeforeEach
  void connectThroughTheProxy() {
    proxy = closing(FaultProxy.inFrontOf(server.port()));
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=5s");
    process = process(closing(RedisLink.open(uri, TimeSource.system())));
  }

  private void loseTheNextAnswer() {
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);
  }

  @Test
  void aPublishedMessageIsThereOnce() {
    loseTheNextAnswer();
    send(process, job("once"));

    assertThat(openBob(process).drain()).containsExactly("once");
    expectConsistency();
  }

  @Test
  void whatWasTakenIsHandedOutAllTheSame() {
    var bob = openBob(process);
    sendMany(process, 3);
    loseTheNextAnswer();

    var claims = bob.take(10);

    assertThat(texts(claims)).containsExactly("0", "1", "2");
    assertThat(bob.inbox().acknowledge(claims)).containsOnly(Settled.NOW);
    expectConsistency();
  }

  @Test
  void anAcknowledgementThatTookEffectIsNotStale() {
    var bob = openBob(process);
    send(process, job("a"));
    var claim = bob.takeOne();
    loseTheNextAnswer();

    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
    expectConsistency();
  }

  // Of two answers about one claim the later one may come first: they take different lines.

  private static Message answer() {
    return Message.from(BOB).to(CAROL).on("answers").command(Payload.text("answer"));
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void anExtensionThatFindsNothingDoesNotMakeTheCompletionStale() throws Exception {
    var bob = openBob(process);
    send(process, job("question"));
    var claim = bob.takeOne();
    var effect = seal(answer());
    loseTheNextAnswer();
    var completing = start(() -> process.complete(bob.inbox(), claim, List.of(effect)));
    until(() -> queue(BOBS_INBOX).depth() == 0);

    assertThat(bob.inbox().extend(claim)).isNotEqualTo(Settled.NOW);

    var completion = completing.get();
    assertThat(completion.settled()).isEqualTo(Settled.NOW);
    assertThat(completion.receipts()).extracting(Receipt::id).containsExactly(effect.id());
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.BEFORE);
    assertThat(open(process, reading(CAROL, ">")).drain()).containsExactly("answer");
    expectConsistency();
  }

  @Test
  void aCompletionThatFindsNothingDoesNotMakeTheAcknowledgementStale() throws Exception {
    var bob = openBob(process);
    send(process, job("question"));
    var claim = bob.takeOne();
    loseTheNextAnswer();
    var acknowledging = start(() -> bob.acknowledge(claim));
    until(() -> queue(BOBS_INBOX).depth() == 0);

    var completion = process.complete(bob.inbox(), claim, List.of(seal(answer())));

    assertThat(completion.settled()).isNotEqualTo(Settled.NOW);
    assertThat(completion.receipts()).isEmpty();
    assertThat(acknowledging.get()).isEqualTo(Settled.NOW);
    assertThat(open(process, reading(CAROL, ">")).drain()).isEmpty();
    expectConsistency();
  }

  @Test
  void aCompletionThatFindsNothingDoesNotMakeTheHandBackStale() throws Exception {
    var bob = openBob(process);
    send(process, job("question"));
    var claim = bob.takeOne();
    loseTheNextAnswer();
    var handingBack = start(() -> bob.inbox().handBack(claim));
    until(() -> queue(BOBS_INBOX).claimed() == 0);

    var completion = process.complete(bob.inbox(), claim, List.of(seal(answer())));

    assertThat(completion.settled()).isNotEqualTo(Settled.NOW);
    assertThat(handingBack.get()).isEqualTo(Settled.NOW);
    assertThat(bob.drain()).containsExactly("question");
    expectConsistency();
  }

  // They are gone from the server by being taken, and at most once means that they may be lost.
  @Test
  void takingAtMostOnceMessagesAgainDoesNotFail() {
    var bob = openBob(process);
    var fleeting = Message.from(ALICE).to(BOB).on("jobs").guarantee(Guarantee.AT_MOST_ONCE);
    send(process, fleeting.command(Payload.text("fleeting")));
    send(process, job("kept"));
    loseTheNextAnswer();

    var claims = bob.take(10);

    assertThat(texts(claims)).contains("kept");
    assertThat(bob.take(10)).isEmpty();
    var _ = bob.inbox().acknowledge(claims);
    expectConsistency();
  }

  @Test
  void deadLettersAreListedAllTheSame() {
    var bob = openBob(process);
    send(process, job("bad"));
    var _ = bob.inbox().bury(bob.takeOne(), DeadLetter.Reason.REJECTED, "no");
    loseTheNextAnswer();

    var letters = process.deadLetters(BOBS_INBOX, Optional.empty(), 10);

    assertThat(letters).extracting(DeadLetter::reason).containsExactly(DeadLetter.Reason.REJECTED);
  }

  // It asks which queues and topics there are, and then goes through them one by one.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aSweepTellsWhatItMovedAllTheSame(int which) {
    openBob(process).close();
    var soon = Message.from(ALICE).to(BOB).on("jobs").ttl(Duration.ofSeconds(1));
    var envelope = send(process, soon.command(Payload.text("short")));
    pass(Duration.ofSeconds(2));
    proxy.closeAfterRequest("FCALL", which, Ending.RESET);

    var moved = process.sweep();

    assertThat(moved).extracting(DeadLetter::id).containsExactly(envelope.id());
    expectConsistency();
  }

  @Test
  void openingTwiceMakesOneReader() {
    loseTheNextAnswer();
    openBob(process);

    assertThat(queue(BOBS_INBOX).shelves())
        .singleElement()
        .satisfies(shelf -> assertThat(shelf.readers()).hasSize(1));
    expectConsistency();
  }

  @Test
  void whatAServerForgotIsSentAgainBeforeWhatIsNew() {
    for (int i = 0; i < 3; i++) {
      send(process, job("before"));
    }
    server.command("FLUSHALL");
    setClock(time.micros());

    var receipts = process.send(List.of(seal(job("after"))));

    assertThat(receipts).hasSize(1);
    assertThat(process.forgottenCommands()).isPositive();
    assertThat(openBob(process).drain()).containsExactly("before", "before", "before", "after");
  }
}
