package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.DeadLetter;
import dev.maos.message.InboxSpec;
import dev.maos.message.Message;
import dev.maos.message.StartAt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody else writes into our keys: the readers go on, and nothing goes round for ever. */
class ForeignEntriesTest extends LibraryScene {
  private static final Message LATER =
      Message.from(ALICE)
          .to(BOB)
          .on("jobs")
          .deliverAfter(Duration.ofSeconds(5))
          .command(Payload.text("later"));

  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    process = process();
  }

  private void expectOneMalformedLetter(Garbage garbage) {
    var letters = process.deadLetters(BOBS_INBOX, Optional.empty(), 10);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().reason()).isEqualTo(DeadLetter.Reason.MALFORMED);
    assertThat(letters.getFirst().envelope().message().payload().bytes())
        .isEqualTo(Keyspace.bytes(garbage.latin()));
  }

  @ParameterizedTest
  @EnumSource
  void inALaneItBecomesADeadLetterAndWhatIsAroundItIsDelivered(Garbage garbage) {
    var bob = openBob(process);
    send(process, job("before"));
    overwrite("RPUSH", laneKey(BOBS_INBOX, 2), garbage.latin());
    send(process, job("after"));

    assertThat(bob.drain()).containsExactly("before", "after");

    expectOneMalformedLetter(garbage);
    expectConsistency();
  }

  @ParameterizedTest
  @EnumSource
  void atTheFrontOfALaneItDoesNotHoldUpASlowReader(Garbage garbage) {
    var bob = openBob(process);
    send(process, job("a"));
    send(process, job("b"));
    overwrite("LPUSH", laneKey(BOBS_INBOX, 2), garbage.latin());

    assertThat(bob.acknowledge(bob.takeOne())).isNotNull();
    assertThat(bob.acknowledge(bob.takeOne())).isNotNull();

    expectOneMalformedLetter(garbage);
    expectConsistency();
  }

  @ParameterizedTest
  @EnumSource
  void amongParkedMessagesItBecomesADeadLetterAndTheyFindTheirReader(Garbage garbage) {
    send(process, job("before"));
    overwrite("RPUSH", "parked:" + BOBS_INBOX, garbage.latin());
    send(process, job("after"));

    assertThat(openBob(process).drain()).containsExactly("before", "after");

    expectOneMalformedLetter(garbage);
    expectConsistency();
  }

  @ParameterizedTest
  @EnumSource
  void aLaneWithItIsLeftWithoutLosingWhatIsInIt(Garbage garbage) {
    var bob = openBob(process);
    send(process, job("before"));
    overwrite("RPUSH", laneKey(BOBS_INBOX, 2), garbage.latin());
    send(process, job("after"));
    bob.close();

    assertThat(openBob(process).drain()).containsExactly("before", "after");

    expectConsistency();
  }

  @ParameterizedTest
  @EnumSource
  void amongDelayedMessagesItDoesNotHoldUpTheOthers(Garbage garbage) {
    var bob = openBob(process);
    send(process, LATER);
    overwrite("ZADD", "due", "1", garbage.latin());

    pass(Duration.ofSeconds(6));

    assertThat(bob.drain()).containsExactly("later");
    assertThat(keys().pairs("due")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void amongDeadLettersItIsListedAndCanBePurged(Garbage garbage) {
    var bob = openBob(process);
    send(process, job("bad"));
    var _ = bob.inbox().bury(bob.takeOne(), DeadLetter.Reason.REJECTED, "no");
    overwrite("LPUSH", "dead:" + BOBS_INBOX, garbage.latin());

    var letters = process.deadLetters(BOBS_INBOX, Optional.empty(), 10);

    assertThat(letters).extracting(DeadLetter::reason).contains(DeadLetter.Reason.REJECTED);
    var _ = process.purge(BOBS_INBOX, letters.stream().map(DeadLetter::id).toList());
    assertThat(process.deadLetters(BOBS_INBOX, Optional.empty(), 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void inAHistoryItIsPassedOverAndSweptAway(Garbage garbage) {
    send(process, news("before"));
    overwrite("RPUSH", "history:news", garbage.latin());
    send(process, news("after"));

    assertThat(open(process, fromTheBeginning()).drain()).containsExactly("before", "after");

    var _ = process.sweep();
    assertThat(keys().list("history:news")).hasSize(2);
    expectConsistency();
  }

  private static InboxSpec fromTheBeginning() {
    var now = reading(BOB, "news");
    return new InboxSpec(
        now.agent(),
        now.pattern(),
        now.filter(),
        now.group(),
        StartAt.EARLIEST,
        now.lease(),
        now.lanes(),
        now.whenFull(),
        now.whenBufferFull());
  }

  @Test
  void foreignBytesAreNotRedriven() {
    var bob = openBob(process);
    send(process, job("a"));
    overwrite("LPUSH", laneKey(BOBS_INBOX, 2), "short");
    assertThat(bob.drain()).containsExactly("a");
    var letter = process.deadLetters(BOBS_INBOX, Optional.empty(), 10).getFirst();

    assertThat(process.redrive(BOBS_INBOX, List.of(letter.id()))).isZero();

    assertThat(process.deadLetters(BOBS_INBOX, Optional.empty(), 10)).hasSize(1);
  }
}
