package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.Claim;
import dev.maos.message.Completion;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.Receipt;
import dev.maos.message.Settled;
import dev.maos.message.TransportException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.FaultProxy;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Answers that come when their callers have given up waiting: the server has done what it was
 * asked, and the callers ask again, or do not.
 */
class SlowAnswersTest extends LibraryScene {
  private static final AgentId CAROL = AgentId.of("carol");

  private FaultProxy proxy;
  private RedisTransport process;
  private Ringing bob;

  @BeforeEach
  void connectThroughTheProxy() {
    proxy = closing(FaultProxy.inFrontOf(server.port()));
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=1s");
    process = process(closing(RedisLink.open(uri, TimeSource.system())));
    bob = openBob(process);
  }

  private static void expectNoAnswer(ThrowingCallable call) {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(call)
        .satisfies(late -> assertThat(late.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
  }

  private long claimed() {
    return queue(BOBS_INBOX).claimed();
  }

  // Extending.

  @Test
  void anExtensionThatIsAskedForAgainIsGranted() {
    sendMany(process, 2);
    var claims = bob.take(2);
    proxy.stallReplies();
    expectNoAnswer(() -> bob.inbox().extend(claims.getFirst()));
    expectNoAnswer(() -> bob.inbox().extend(claims.getFirst()));
    proxy.pass();

    assertThat(bob.inbox().extend(claims.getFirst())).isEqualTo(Settled.NOW);

    assertThat(bob.inbox().acknowledge(claims)).containsOnly(Settled.NOW);
    expectConsistency();
  }

  @Test
  void whatIsAcknowledgedBesideAnExtensionIsNotClaimedAnyMore() {
    sendMany(process, 3);
    var claims = bob.take(3);
    proxy.stallReplies();
    expectNoAnswer(() -> bob.inbox().extend(claims.get(1)));
    expectNoAnswer(() -> bob.inbox().acknowledge(claims));
    proxy.pass();

    assertThat(bob.inbox().acknowledge(claims)).containsOnly(Settled.BEFORE);

    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    expectConsistency();
  }

  // Completing.

  private static Message answer() {
    return Message.from(BOB).to(CAROL).on("answers").command(Payload.text("answer"));
  }

  private Completion completeOnceAnswered(Claim claim, List<Envelope> effects) {
    proxy.stallReplies();
    expectNoAnswer(() -> process.complete(bob.inbox(), claim, effects));
    expectNoAnswer(() -> process.complete(bob.inbox(), claim, effects));
    proxy.pass();
    return process.complete(bob.inbox(), claim, effects);
  }

  @Test
  void completingAgainTellsWhatCameOfTheFirstTime() {
    var carol = open(process, reading(CAROL, ">"));
    send(process, job("question"));
    var effect = seal(answer());

    var completion = completeOnceAnswered(bob.takeOne(), List.of(effect));

    assertThat(completion.settled()).isEqualTo(Settled.NOW);
    assertThat(completion.receipts())
        .singleElement()
        .returns(effect.id(), Receipt::id)
        .returns(false, Receipt::duplicate);
    assertThat(carol.drain()).containsExactly("answer");
    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    expectConsistency();
  }

  @Test
  void completingAgainWithoutEffectsTellsThatItIsDone() {
    send(process, job("question"));
    var claim = bob.takeOne();

    var completion = completeOnceAnswered(claim, List.of());

    assertThat(completion).isEqualTo(new Completion(Settled.NOW, List.of()));
    assertThat(process.complete(bob.inbox(), claim, List.of()).settled()).isEqualTo(Settled.BEFORE);
    expectConsistency();
  }

  // Taking.

  @Test
  void whatWasTakenForACallerThatHasGoneIsHandedBackUncounted() {
    sendMany(process, 3);
    proxy.stallReplies();
    expectNoAnswer(() -> bob.take(10));
    assertThat(claimed()).isEqualTo(3);
    proxy.pass();

    until(() -> claimed() == 0);

    var claims = bob.take(10);
    assertThat(texts(claims)).containsExactly("0", "1", "2");
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
    assertThat(bob.inbox().acknowledge(claims)).containsOnly(Settled.NOW);
    expectConsistency();
  }

  @Test
  void aReaderThatWasBusyIsRungForWhatIsHandedBack() throws Exception {
    sendMany(process, 1);
    proxy.stallReplies();
    expectNoAnswer(() -> bob.take(10));
    bob.hush();
    proxy.pass();

    assertThat(bob.rings()).isTrue();
    assertThat(bob.drain()).containsExactly("0");
  }

  @Test
  void whatWasDoneWhenACallerWentIsSettled() {
    sendMany(process, 3);
    var done = bob.takeOne();
    proxy.stallReplies();
    expectNoAnswer(() -> bob.inbox().exchange(List.of(done), 10));
    proxy.pass();

    until(() -> claimed() == 0);

    assertThat(bob.acknowledge(done)).isEqualTo(Settled.BEFORE);
    assertThat(stats(process, BOBS_INBOX).depth()).isEqualTo(2);
    assertThat(bob.drain()).containsExactly("1", "2");
    expectConsistency();
  }

  @Test
  void aReaderThatIsOpenedWhenItsCallerHasGoneLeaves() {
    proxy.stallReplies();
    expectNoAnswer(() -> process.open(member("late"), () -> {}));
    assertThat(queue(TEAM).shelves()).hasSize(1);
    proxy.pass();

    until(() -> queue(TEAM).shelves().isEmpty());

    expectConsistency();
  }
}
