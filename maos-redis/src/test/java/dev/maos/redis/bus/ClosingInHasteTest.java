package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.MessageBus;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader is closed and has no time to wait: what its handler does not have in hand goes back. */
class ClosingInHasteTest extends LibraryScene {
  private static final int MANY = 10_000;

  /** By then rounds have grown to their full size, as time stands still while they are handled. */
  private static final int STUCK = 6_000;

  private static final int ROUND = 1_024;
  private static final Duration DRAIN = Duration.ofMillis(100);

  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);
  private FaultProxy proxy;
  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    proxy = closing(FaultProxy.inFrontOf(server.port()));
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=20s");
    process = process(closing(RedisLink.open(uri, TimeSource.system())));
  }

  @AfterEach
  void letTheHandlerGo() {
    release.countDown();
  }

  private void publish(int count) {
    var batch = new ArrayList<Envelope>(count);
    for (int i = 0; i < count; i++) {
      batch.add(seal(job("" + i)));
    }
    var _ = process.send(batch);
  }

  /** Gets stuck at one message, whoever interrupts it. */
  private void handle(String text) {
    if (!text.equals("" + STUCK)) {
      return;
    }
    reached.countDown();
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException stubborn) {
        // It does not listen.
      }
    }
  }

  private static List<String> numbersFrom(int first) {
    return IntStream.range(first, MANY).mapToObj(i -> "" + i).toList();
  }

  @Test
  void aBusHandsBackAlsoTheRoundThatItTookAhead() throws Exception {
    publish(MANY);
    var options = BusOptions.defaults().drainTimeout(DRAIN);
    var bus = new MessageBus(process, options, time, MessageBus.freshRandom());
    bus.subscribe(BOB, TopicPattern.of("jobs"), delivery -> handle(delivery.payload().text()));
    reached.await();
    until(() -> queue(BOBS_INBOX).claimed() > ROUND);

    var closing = Thread.ofVirtual().start(bus::close);
    while (closing.isAlive()) {
      time.advance(DRAIN);
      closing.join(Duration.ofMillis(10));
    }

    assertThat(queue(BOBS_INBOX).claimed()).as("the stuck one").isEqualTo(1);
    var heir = open(process(), reading(BOB, "jobs"));
    var claims = new ArrayList<Claim>();
    for (var some = heir.take(ROUND); !some.isEmpty(); some = heir.take(ROUND)) {
      claims.addAll(some);
    }
    assertThat(texts(claims)).containsExactlyElementsOf(numbersFrom(STUCK + 1));
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
    expectConsistency();
  }

  @Test
  void aRoundThatIsStillOnItsWayIsHandedBackBeforeTheReaderIsGone() throws Exception {
    var bob = openBob(process);
    publish(10);
    proxy.stallReplies();
    var ahead = bob.inbox().exchangeAhead(List.of(), 10).orElseThrow();
    until(() -> queue(BOBS_INBOX).claimed() == 10);
    var closing =
        Thread.ofVirtual()
            .start(() -> {
              ahead.giveUp();
              bob.inbox().abandon();
              process.close();
            });
    proxy.pass();

    closing.join();

    assertThat(queue(BOBS_INBOX).claimed()).isZero();
    assertThat(openBob(process()).take(10)).extracting(Claim::attempt).containsOnly(1).hasSize(10);
  }

  @Test
  void aReaderThatIsClosedHandsBackWhatIsStillOnItsWay() throws Exception {
    var bob = openBob(process);
    publish(10);
    proxy.stallReplies();
    var _ = bob.inbox().exchangeAhead(List.of(), 10).orElseThrow();
    until(() -> queue(BOBS_INBOX).claimed() == 10);
    var closing =
        Thread.ofVirtual()
            .start(() -> {
              bob.inbox().close();
              process.close();
            });
    proxy.pass();

    closing.join();

    assertThat(queue(BOBS_INBOX).claimed()).isZero();
    assertThat(openBob(process()).take(10)).extracting(Claim::attempt).containsOnly(1).hasSize(10);
  }
}
