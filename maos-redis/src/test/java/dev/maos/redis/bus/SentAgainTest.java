package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.message.QueueFullException;
import dev.maos.message.Settled;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server that has lost its memory is sent again what it had accepted: all of that, and nothing
 * that it had refused.
 */
class SentAgainTest extends LibraryScene {
  private static final AgentId CAROL = AgentId.of("carol");
  private static final int BOUND = 10;

  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    limits = limits.maxQueueSize(BOUND);
    process = process();
  }

  private void loseTheMemory() {
    server.command("FLUSHALL");
    setClock(time.micros());
  }

  private List<String> bobsMessages() {
    return openBob(process).drain();
  }

  private void fillBobsInbox(RedisTransport other) {
    for (int i = 0; i < BOUND; i++) {
      send(other, job("of another"));
    }
  }

  /** A key that it needs is somebody else's for a while. */
  private void refuseACommand() {
    server.command("RENAME", key("frames"), key("aside"));
    server.command("SET", key("frames"), "somebody's");
    assertThatThrownBy(() -> send(process, teamJob("refused"))).isInstanceOf(MaosException.class);
    server.command("DEL", key("frames"));
    server.command("RENAME", key("aside"), key("frames"));
  }

  @Test
  void whatWasAcceptedInAFeedsTurnIsSentAgainThoughTheTurnWasRefused() {
    var feed = process.feed();
    var accepted = feed.send(List.of(seal(job("accepted"))));
    var second = feed.send(List.of(seal(job("accepted too"))));
    var refused = feed.send(Collections.nCopies(BOUND, seal(job("refused"))));
    assertThat(accepted.receipts()).isPresent();
    assertThat(second.receipts()).isPresent();
    assertThatThrownBy(refused::receipts).isInstanceOf(QueueFullException.class);

    loseTheMemory();
    send(process, job("new"));

    assertThat(bobsMessages()).containsExactly("accepted", "accepted too", "new");
    expectConsistency();
  }

  @Test
  void whatWasRefusedIsNotSentAgain() {
    fillBobsInbox(process());
    assertThatThrownBy(() -> send(process, job("refused"))).isInstanceOf(QueueFullException.class);

    loseTheMemory();
    send(process, job("new"));

    assertThat(bobsMessages()).containsExactly("new");
    expectConsistency();
  }

  // A command that the server will not do at all makes the numbers of those behind it new.
  @Test
  void whatWasAcceptedBeforeARefusedCommandIsSentAgain() {
    send(process, job("before"));
    refuseACommand();
    send(process, job("after"));

    loseTheMemory();
    send(process, job("new"));

    assertThat(bobsMessages()).containsExactly("before", "after", "new");
    assertThat(process.forgottenCommands()).isPositive();
    expectConsistency();
  }

  @Test
  void whatWasAcceptedIsSentAgainThoughTheFirstCommandAfterTheLossIsTheFirstOfItsGeneration() {
    send(process, job("before"));
    refuseACommand();

    loseTheMemory();
    send(process, job("new"));

    assertThat(bobsMessages()).containsExactly("before", "new");
    assertThat(process.forgottenCommands()).isPositive();
    expectConsistency();
  }

  @Test
  void whatWasSentAgainIsSentOnceMoreAfterAnotherLoss() {
    send(process, job("first"));
    loseTheMemory();
    send(process, job("second"));

    loseTheMemory();
    send(process, job("third"));

    assertThat(bobsMessages()).containsExactly("first", "second", "third");
    expectConsistency();
  }

  @Test
  void theEffectsOfACompletedMessageAreSentAgain() {
    var bob = openBob(process);
    send(process, job("question"));
    var effect = Message.from(BOB).to(CAROL).on("answers").command(Payload.text("answer"));
    var completion = process.complete(bob.inbox(), bob.takeOne(), List.of(seal(effect)));
    assertThat(completion.settled()).isEqualTo(Settled.NOW);

    loseTheMemory();
    send(process, teamJob("new"));

    assertThat(open(process, reading(CAROL, ">")).drain()).containsExactly("answer");
    expectConsistency();
  }
}
