package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.message.Settled;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers that the server gives out: they may be large, and none is given out twice. */
class NumbersTest extends LibraryScene {
  private static final Duration RESTART = Duration.ofMillis(900);

  /** Beyond 32 bits, beyond 14 digits, and half of what there is. */
  private static final String LARGE = "5000000000";

  private static final String LARGER = "123456789012345";

  /** The server is there again, a moment later, and knows nothing; no process has noticed it. */
  private void loseTheMemory() {
    server.command("FLUSHALL");
    setClock(time.micros() + RESTART.toNanos() / 1_000);
  }

  private void countOnFrom(String number) {
    server.command("HSET", key("meta"), "seq", number);
  }

  @ParameterizedTest
  @ValueSource(strings = {LARGE, LARGER})
  void readersAreFedHoweverLargeNumbersAre(String number) {
    countOnFrom(number);
    var process = process();
    send(process, job("parked"));
    var bob = openBob(process);
    var team = open(process, member("one"));
    send(process, job("new"));
    send(process, teamJob("for all"));

    assertThat(bob.drain()).containsExactly("parked", "new");
    assertThat(team.drain()).containsExactly("for all");
    send(process, job("left"));
    expectConsistency();
    bob.close();
    expectConsistency();
    assertThat(openBob(process).drain()).containsExactly("left");
  }

  @ParameterizedTest
  @ValueSource(strings = {LARGE, LARGER})
  void anAnswerIsRepeatedWithItsFramesHoweverLargeNumbersAre(String number) {
    countOnFrom(number);
    var proxy = closing(FaultProxy.inFrontOf(server.port()));
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=5s");
    var process = process(closing(RedisLink.open(uri, TimeSource.system())));
    var bob = openBob(process);
    sendMany(process, 3);
    proxy.closeAfterRequest("FCALL", 1, Ending.RESET);

    assertThat(texts(bob.take(10))).containsExactly("0", "1", "2");
    expectConsistency();
  }

  @Test
  void aLeaseOfBeforeALossDoesNotSettleWhatWasTakenAfterIt() {
    var process = process();
    var bob = openBob(process);
    send(process, job("before"));
    var old = bob.takeOne();
    loseTheMemory();
    var other = process();
    var rival = openBob(other);
    send(other, job("after"));
    var held = rival.takeOne();

    assertThat(bob.acknowledge(old)).isEqualTo(Settled.STALE);

    assertThat(rival.acknowledge(held)).isEqualTo(Settled.NOW);
  }

  @Test
  void theEffectsOfAClaimOfBeforeALossAreNotStoredForOneThatWasTakenAfterIt() {
    var process = process();
    var bob = openBob(process);
    send(process, job("before"));
    var old = bob.takeOne();
    loseTheMemory();
    var other = process();
    var rival = openBob(other);
    send(other, job("after"));
    var held = rival.takeOne();

    var completion = process.complete(bob.inbox(), old, List.of(seal(teamJob("effect"))));

    assertThat(completion.settled()).isEqualTo(Settled.STALE);
    assertThat(open(other, member("one")).drain()).isEmpty();
    assertThat(rival.acknowledge(held)).isEqualTo(Settled.NOW);
  }

  @Test
  void largeFramesOfTwoProcessesDoNotMeetAfterALossThatOneHasNotNoticed() {
    var one = process(link(), 0);
    one.awaitNumbers();
    loseTheMemory();
    var other = process(link(), 0);
    other.awaitNumbers();
    var texts = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      send(other, job("other " + i));
      send(one, job("one " + i));
      texts.addAll(List.of("other " + i, "one " + i));
    }

    assertThat(openBob(other).drain()).containsExactlyElementsOf(texts);
    expectConsistency();
  }
}
