package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.message.Settled;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisServer;
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

  /** Nobody asks it anything but the connection that comes back: time stands still. */
  @Test
  void whatAnIdlePublisherHasSentComesAgainWhenTheConnectionDoes() {
    try (var forgetful = RedisServer.start()) {
      var uri = RedisUri.parse(forgetful.uri() + "?namespace=" + NAMESPACE + "&timeout=5s");
      var process = process(closing(RedisLink.open(uri, TimeSource.system())));
      forgetful.command("SAVE");
      send(process, job("after the save"));
      forgetful.kill();
      forgetful.restart();

      until(() -> forgetful.command("HLEN", key("frames")).number() == 1);

      assertThat(openBob(process).drain()).containsExactly("after the save");
    }
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
