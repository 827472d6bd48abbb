package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.message.Settled;
import dev.maos.message.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a process publishes to a reader of its own that has nothing to do comes back in the answer
 * to being published.
 */
class RidingTest extends LibraryScene {
  private static final Pattern CALLS = Pattern.compile("cmdstat_fcall:calls=(\\d+)");
  private static final Duration TOO_LONG = LEASE.dividedBy(4);

  private final RedisTransport process = process();
  private final Ringing bob = openBob(process);

  /** How many calls of the library a piece of work takes; nothing else may call it meanwhile. */
  private static long calls(Runnable work) {
    server.command("CONFIG", "RESETSTAT");
    work.run();
    var matcher = CALLS.matcher(server.command("INFO", "commandstats").text());
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private List<String> texts(int max) {
    return texts(bob.take(max));
  }

  @Test
  void oneCallPublishesAndBrings() {
    bob.comeAwayEmpty();

    long calls =
        calls(() -> {
          sendMany(process, 1);
          assertThat(texts(10)).containsExactly("0");
        });

    assertThat(calls).isEqualTo(1);
    expectConsistency();
  }

  @Test
  void whatIsDoneGoesAlongWithTheNext() throws InterruptedException {
    bob.comeAwayEmpty();
    sendMany(process, 1);
    assertThat(bob.rings()).isTrue();
    var first = bob.take(1);
    var publisher = Thread.startVirtualThread(() -> sendMany(process, 50));

    int handled = first.size();
    var done = first;
    while (handled < 51) {
      var exchange = bob.inbox().exchange(done, 10);
      done = exchange.taken();
      handled += done.size();
    }
    publisher.join();

    assertThat(bob.inbox().acknowledge(done)).hasSameSizeAs(done);
    assertThat(stats(process, BOBS_INBOX).depth()).isZero();
    expectConsistency();
  }

  @Test
  void messagesKeepTheirOrder() {
    bob.comeAwayEmpty();
    sendMany(process, 3);

    assertThat(bob.drain()).containsExactly("0", "1", "2");
  }

  @Test
  void aReaderThatLeavesHandsBackWhatWasBrought() {
    bob.comeAwayEmpty();
    sendMany(process, 1);
    bob.close();

    var later = openBob(process());

    assertThat(later.takeOne().attempt()).isEqualTo(1);
    expectConsistency();
  }

  @Test
  void whatWasBroughtLongAgoIsTakenAnew() {
    bob.comeAwayEmpty();
    sendMany(process, 1);
    long before = queue(BOBS_INBOX).claimed();
    time.advance(TOO_LONG);

    var claim = bob.takeOne();

    assertThat(before).isOne();
    assertThat(claim.attempt()).isEqualTo(1);
    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
    expectConsistency();
  }

  @Test
  void whatOthersPublishAfterwardsRings() throws InterruptedException {
    bob.comeAwayEmpty();
    sendMany(process, 1);
    assertThat(texts(10)).containsExactly("0");
    bob.hush();

    send(process(), job("from elsewhere"));

    assertThat(bob.rings()).isTrue();
    assertThat(texts(10)).containsExactly("from elsewhere");
  }

  @Test
  void membersOfAGroupShare() {
    var member = open(process, member("bob"));
    member.comeAwayEmpty();

    send(process, teamJob("for anybody"));

    assertThat(queue(TEAM).claimed()).isZero();
    assertThat(texts(member.take(1))).containsExactly("for anybody");
  }

  @Test
  void whatIsDueLaterIsNotAskedFor() {
    bob.comeAwayEmpty();

    send(
        process,
        Message.from(ALICE)
            .to(BOB)
            .on("jobs")
            .deliverAfter(Duration.ofMinutes(1))
            .command(Payload.text("later")));

    assertThat(texts(1)).isEmpty();
    expectConsistency();
  }

  @Test
  void aFullServerKeepsNobodyFromReading() {
    bob.comeAwayEmpty();
    server.command("CONFIG", "SET", "maxmemory", "1");
    try {
      assertThatExceptionOfType(TransportException.class).isThrownBy(() -> sendMany(process, 1));

      assertThat(bob.take(1)).isEmpty();
    } finally {
      server.command("CONFIG", "SET", "maxmemory", "0");
    }
    expectConsistency();
  }
}
