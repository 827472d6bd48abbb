package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.message.Envelope;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list of ours that is something else: what needs it is refused and changes nothing. */
class ListConflictTest extends LibraryScene {
  private RedisTransport process;
  private Ringing bob;
  private String lane;

  @BeforeEach
  void takeTheLane() {
    process = process();
    bob = openBob(process);
    lane = laneKey(BOBS_INBOX, 2);
    server.command("SET", key(lane), "somebody's");
  }

  private void expectRefusal(Envelope... batch) {
    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> process.send(List.of(batch)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT));
  }

  @Test
  void publishingThereIsRefusedAndChangesNothing() {
    var before = stored();

    expectRefusal(seal(job("refused")));

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void theRefusalNamesTheKey() {
    assertThatExceptionOfType(MaosException.class)
        .isThrownBy(() -> send(process, job("refused")))
        .withMessageContaining(lane);
  }

  @Test
  void nothingOfABatchIsStoredWhereverElseItGoes() {
    var before = stored();

    expectRefusal(seal(teamJob("fine alone")), seal(job("refused")), seal(news("fine alone")));

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void whenTheKeyIsGoneOnlyWhatWasAcceptedIsDelivered() {
    expectRefusal(seal(teamJob("refused")), seal(job("refused")));
    server.command("DEL", key(lane));

    send(process, job("accepted"));

    assertThat(bob.drain()).containsExactly("accepted");
    expectConsistency();
  }
}
