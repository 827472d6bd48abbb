package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.DeadLetter;
import dev.maos.message.Message;
import dev.maos.message.Priority;
import dev.maos.message.Settled;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking finds what is not ours before it has taken anything out of its list. */
class TakingConflictTest extends LibraryScene {
  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    process = process();
  }

  private void expectRefusal(Ringing reader) {
    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(reader::drain)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT));
  }

  private void putAside(String name) {
    server.command("RENAME", key(name), key("aside"));
    server.command("SET", key(name), "somebody's");
  }

  private void putBack(String name) {
    server.command("DEL", key(name));
    server.command("RENAME", key("aside"), key(name));
  }

  private static Message urgent() {
    return Message.from(ALICE)
        .to(BOB)
        .on("jobs")
        .priority(Priority.CRITICAL)
        .command(Payload.text("urgent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "refs"})
  void nothingIsLostWhileAKeyIsSomebodyElses(String name) {
    var bob = openBob(process);
    send(process, job("waits"));
    // Gives 'refs' something to hold.
    var _ = open(process, reading(ALICE, "news"));
    var _ = open(process, reading(BOB, "news"));
    send(process, news("to both"));
    putAside(name);

    expectRefusal(bob);
    putBack(name);
    // It may have been taken, and was not acknowledged.
    pass(LEASE);

    assertThat(bob.drain()).contains("waits");
    expectConsistency();
  }

  @Test
  void nothingIsLostWhileAnotherLaneIsSomebodyElses() {
    var bob = openBob(process);
    send(process, job("normal"));
    send(process, urgent());
    putAside(laneKey(BOBS_INBOX, 2));

    expectRefusal(bob);
    putBack(laneKey(BOBS_INBOX, 2));

    assertThat(bob.drain()).containsExactly("urgent", "normal");
    expectConsistency();
  }

  @Test
  void aReaderThatLeavesLosesNothingWhileTheParkedAreSomebodyElses() {
    var bob = openBob(process);
    sendMany(process, 3);
    server.command("SET", key("parked:" + BOBS_INBOX), "somebody's");

    bob.close();
    server.command("DEL", key("parked:" + BOBS_INBOX));

    assertThat(openBob(process).drain()).containsExactly("0", "1", "2");
  }

  @Test
  void aReaderThatComesLosesNothingWhileALaneIsSomebodyElses() {
    send(process, job("normal"));
    send(process, urgent());
    var lane = "lane:1:2:" + BOBS_INBOX;
    server.command("SET", key(lane), "somebody's");

    assertThatExceptionOfType(MaosException.class).isThrownBy(() -> openBob(process));
    server.command("DEL", key(lane));

    assertThat(openBob(process).drain()).containsExactly("urgent", "normal");
    expectConsistency();
  }

  @Test
  void lettersAreRedrivenTogetherOrNotAtAll() {
    var bob = openBob(process);
    send(process, urgent());
    send(process, job("normal"));
    for (var claim : bob.take(2)) {
      assertThat(bob.inbox().bury(claim, DeadLetter.Reason.REJECTED, "no")).isEqualTo(Settled.NOW);
    }
    var ids =
        process.deadLetters(BOBS_INBOX, Optional.empty(), 10).stream().map(DeadLetter::id).toList();
    var lane = laneKey(BOBS_INBOX, 2);
    server.command("SET", key(lane), "somebody's");

    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> process.redrive(BOBS_INBOX, ids))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT));
    server.command("DEL", key(lane));

    assertThat(process.redrive(BOBS_INBOX, ids)).isEqualTo(2);
    assertThat(bob.drain()).containsExactly("urgent", "normal");
    expectConsistency();
  }
}
