package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.DeadLetter;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames, grants and states of queues that somebody else has overwritten or deleted. */
class LostStateTest extends LibraryScene {
  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    process = process();
  }

  @ParameterizedTest
  @EnumSource
  void whereAFrameWasTheMessagesOfOtherFramesAreDelivered(Garbage garbage) {
    var bob = openBob(process);
    send(process, job("before"));
    send(process, job("lost"));
    send(process, job("after"));
    var second = keys().pairs("frames").keySet().stream().sorted().toList().get(1);
    overwrite("HSET", "frames", second, garbage.latin());

    assertThat(bob.drain()).containsExactly("before", "after");

    assertThat(bob.take(10)).isEmpty();
    assertThat(process.deadLetters(BOBS_INBOX, Optional.empty(), 10))
        .extracting(DeadLetter::reason)
        .singleElement()
        .isIn(DeadLetter.Reason.MALFORMED, DeadLetter.Reason.PAYLOAD_LOST);
    expectConsistency();
  }

  @ParameterizedTest
  @EnumSource
  void whereAFrameWasExpiredMessagesAreSweptAllTheSame(Garbage garbage) {
    openBob(process);
    send(
        process,
        Message.from(ALICE)
            .to(BOB)
            .on("jobs")
            .ttl(Duration.ofSeconds(5))
            .command(Payload.text("x")));
    overwrite("HSET", "frames", keys().pairs("frames").keySet().iterator().next(), garbage.latin());
    pass(Duration.ofSeconds(6));

    assertThatCode(process::sweep).doesNotThrowAnyException();
    expectConsistency();
  }

  @ParameterizedTest
  @EnumSource
  void whereAGrantWasOthersStillEnd(Garbage garbage) {
    var bob = openBob(process);
    send(process, job("a"));
    var _ = bob.takeOne();
    send(process, job("b"));
    var _ = bob.takeOne();
    overwrite("HSET", "grants", keys().pairs("grants").keySet().iterator().next(), garbage.latin());

    pass(LEASE.plus(Duration.ofMillis(1)));

    assertThat(bob.drain()).hasSize(1);
    assertThat(keys().pairs("leases")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whereTheStateOfAQueueWasOtherQueuesGoOn(Garbage garbage) {
    var team = open(process, member("one"));
    send(process, job("lost"));
    overwrite("HSET", "queues", BOBS_INBOX.toString(), garbage.latin());

    send(process, teamJob("fine"));
    pass(Duration.ofSeconds(1));

    assertThat(team.drain()).containsExactly("fine");
  }

  @Test
  void whereTheStateOfAQueueWasPublishingThereIsRefusedWithAnErrorThatNamesTheQueue() {
    overwrite("HSET", "queues", BOBS_INBOX.toString(), "garbage");

    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> send(process, job("x")))
        .withMessageContaining(BOBS_INBOX.toString())
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_ERROR));
  }

  @Test
  void aLaneThatSomebodyDeletedIsCountedAsMissedAndTheQueueGoesOn() {
    var bob = openBob(process);
    send(process, job("gone"));
    server.command("DEL", key(laneKey(BOBS_INBOX, 2)));
    send(process, job("kept"));

    assertThat(bob.drain()).containsExactly("kept");
    assertThat(bob.drain()).isEmpty();

    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    assertThat(stats(process, BOBS_INBOX).missed()).isEqualTo(1);
  }

  @Test
  void aLaneThatSomebodyDeletedIsCountedAsMissedWhenItsReaderLeaves() {
    var bob = openBob(process);
    send(process, job("gone"));
    server.command("DEL", key(laneKey(BOBS_INBOX, 2)));

    bob.close();

    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    assertThat(stats(process, BOBS_INBOX).missed()).isEqualTo(1);
  }

  @Test
  void anOrderingKeyWhoseMessageLostItsBytesGoesOn() {
    var bob = openBob(process);
    var inOrder = Message.from(ALICE).to(BOB).on("jobs").orderedBy("key");
    send(process, inOrder.command(Payload.text("lost")));
    send(process, inOrder.command(Payload.text("next")));
    var claim = bob.take(10).getFirst();
    var _ = bob.inbox().release(claim, Duration.ZERO);
    var frame = keys().pairs("frames").keySet().stream().sorted().findFirst().orElseThrow();
    server.command("HDEL", key("frames"), frame);

    assertThat(bob.drain()).containsExactly("next");
    expectConsistency();
  }

  @Test
  void theBytesOfALostMessageAreReportedAsLost() {
    var bob = openBob(process);
    send(process, job("lost"));
    server.command("DEL", key("frames"));

    assertThat(bob.drain()).isEmpty();

    assertThat(process.deadLetters(BOBS_INBOX, Optional.empty(), 10))
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetter.Reason.PAYLOAD_LOST);
  }

  @Test
  void aServerThatForgotTheLibraryIsTaughtItAndLosesNothing() {
    var bob = openBob(process);
    sendMany(process, 2);
    server.command("FUNCTION", "FLUSH");
    send(process, job("2"));
    var claims = bob.take(10);
    server.command("FUNCTION", "FLUSH");
    server.command("SCRIPT", "FLUSH");

    assertThat(texts(claims)).containsExactly("0", "1", "2");
    assertThat(bob.inbox().acknowledge(claims)).hasSize(3);
    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    expectConsistency();
  }
}
