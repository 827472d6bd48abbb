package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.Settled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that has lost its memory gives out its numbers anew, also those that somebody has. */
class ForgetfulServerTest extends LibraryScene {
  private static final int SEVERAL = 20;
  private static final long FAR = 1L << 47;

  private void loseTheMemory() {
    server.command("FLUSHALL");
    setClock(time.micros());
  }

  /** The next number that it gives out, which must be above those of what it holds. */
  private static void countOnFrom(long number) {
    server.command("HSET", key("meta"), "seq", Long.toString(number - 1));
  }

  @Test
  void aLeaseOfBeforeDoesNotSettleWhatHasItsNumberNow() {
    var process = process();
    var bob = openBob(process);
    send(process, job("before"));
    countOnFrom(FAR);
    var old = bob.takeOne();
    assertThat(keys().grants()).extracting(StoredGrant::id).containsExactly(FAR);
    loseTheMemory();
    process.lookNow();
    assertThat(process.forgottenCommands()).isPositive();
    var rival = openBob(process());
    send(process, job("after"));
    countOnFrom(FAR);
    var held = rival.takeOne();
    assertThat(keys().grants()).extracting(StoredGrant::id).containsExactly(FAR);

    assertThat(bob.acknowledge(old)).isEqualTo(Settled.STALE);

    assertThat(rival.acknowledge(held)).isEqualTo(Settled.NOW);
  }

  @Test
  void largeFramesOfTwoProcessesDoNotGetOneNumber() {
    var one = process(link(), 0);
    one.awaitNumbers();
    loseTheMemory();
    var other = process(link(), 0);
    other.awaitNumbers();
    one.lookNow();
    assertThat(one.forgottenCommands()).isPositive();
    one.awaitNumbers();
    var texts = new ArrayList<String>();
    for (int i = 0; i < SEVERAL; i++) {
      send(one, job("one " + i));
      send(other, job("other " + i));
      texts.addAll(List.of("one " + i, "other " + i));
    }

    assertThat(openBob(one).drain()).containsExactlyElementsOf(texts);
    expectConsistency();
  }
}
