package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.DeadLetter;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.Settled;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection ends in place of an answer: the command took effect, and is repeated. */
class LostAnswersTest extends LibraryScene {
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
