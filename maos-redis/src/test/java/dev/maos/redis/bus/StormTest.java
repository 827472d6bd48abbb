package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.redis.link.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two buses over one namespace, and everybody subscribes, unsubscribes and closes at once. */
@Timeout(60)
class StormTest extends LibraryScene {
  private static final int MESSAGES = 300;

  /** A bus in its own process, with the real time. */
  private final class Party implements AutoCloseable {
    final RedisLink link = RedisLink.open(uri(""), TimeSource.system());
    final RedisTransport transport = RedisTransport.open(link, limits, TimeSource.system());
    final MessageBus bus =
        new MessageBus(
            transport, BusOptions.defaults(), TimeSource.system(), MessageBus.freshRandom());

    @Override
    public void close() {
      bus.close();
      transport.close();
      link.close();
    }
  }

  private Party party() {
    server.command("HDEL", key("meta"), "clock");
    return closing(new Party());
  }

  @Test
  void handlersThatSubscribeAndUnsubscribeLoseNothing() throws Exception {
    var one = party();
    var other = party();
    var handled = ConcurrentHashMap.<String>newKeySet();
    var all = new CountDownLatch(MESSAGES);
    one.bus.subscribe(
        BOB,
        TopicPattern.of("jobs"),
        delivery -> {
          other.bus.subscribe(BOB, TopicPattern.of("jobs.more"), more -> {}).close();
          one.bus.subscribe(ALICE, TopicPattern.of("news"), more -> {}).close();
          if (handled.add(delivery.payload().text())) {
            all.countDown();
          }
        });

    for (int i = 0; i < MESSAGES; i++) {
      (i % 2 == 0 ? one : other).bus.publish(job("m" + i));
    }

    assertThat(all.await(30, TimeUnit.SECONDS)).as("handled %d", handled.size()).isTrue();
    assertThat(one.bus.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(Consistency.complaints(keys(), limits)).isEmpty();
  }

  @Test
  void readersOfOneAgentInTwoProcessesHandleEachMessageOnce() throws Exception {
    var one = party();
    var other = party();
    var count = new AtomicInteger();
    var handled = ConcurrentHashMap.<String>newKeySet();
    for (var party : List.of(one, other)) {
      party.bus.subscribe(
          BOB,
          TopicPattern.of(">"),
          delivery -> {
            count.incrementAndGet();
            handled.add(delivery.payload().text());
          });
    }
    for (int i = 0; i < MESSAGES; i++) {
      one.bus.publish(job("m" + i));
    }

    assertThat(one.bus.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(other.bus.awaitIdle(Duration.ofSeconds(10))).isTrue();

    assertThat(handled).hasSize(MESSAGES);
    assertThat(count).hasValue(MESSAGES);
    assertThat(keys().pairs("frames")).isEmpty();
  }

  @Test
  void closingDuringPublishRefusesTheRestAndStoresWhatWasAcceptedOnce() throws Exception {
    var closing = party();
    var accepted = ConcurrentHashMap.<String>newKeySet();
    var unknown = ConcurrentHashMap.<String>newKeySet();
    var started = new CountDownLatch(4);
    var publishers = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 4; t++) {
        int thread = t;
        publishers.add(
            threads.submit(() -> publishUntilRefused(closing, thread, started, accepted, unknown)));
      }
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      closing.close();
      for (var publisher : publishers) {
        publisher.get();
      }
    }

    var there = new ArrayList<String>();
    try (var reader = Ringing.open(party().transport, reading(BOB, ">"))) {
      there.addAll(reader.drain());
    }
    assertThat(there).doesNotHaveDuplicates();
    assertThat(there).containsAll(accepted);
    there.removeAll(accepted);
    assertThat(unknown).containsAll(there);
    assertThat(Consistency.complaints(keys(), limits)).isEmpty();
  }

  private static void publishUntilRefused(
      Party party, int thread, CountDownLatch started, Set<String> accepted, Set<String> unknown) {
    for (int i = 0; i < 2_000; i++) {
      var text = thread + "-" + i;
      var refusal = catchThrowable(() -> party.bus.publish(job(text)));
      if (refusal != null) {
        unknown.add(text);
        assertThat(refusal).isInstanceOf(MaosException.class);
        return;
      }
      accepted.add(text);
      if (i == 20) {
        started.countDown();
      }
    }
  }

  @Test
  void aTransportThatIsClosedDuringPublishFailsWhoeverWaits() throws Exception {
    var link = link();
    var transport = process(link);
    server.pause();
    var answer = new ArrayList<Throwable>();
    var publisher =
        Thread.ofVirtual().start(() -> answer.add(catchThrowable(() -> send(transport, job("x")))));
    try {
      while (publisher.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      transport.close();
      publisher.join(Duration.ofSeconds(2));
    } finally {
      server.resume();
    }

    assertThat(answer).singleElement().isInstanceOf(MaosException.class);
    assertThat(catchThrowable(() -> send(transport, job("y")))).isInstanceOf(MaosException.class);
  }

  @Test
  void aMessagePublishedByAHandlerOfOneBusIsHandledByTheOther() throws Exception {
    var one = party();
    var other = party();
    var done = new CountDownLatch(20);
    other.bus.subscribe(ALICE, TopicPattern.of("answers"), delivery -> done.countDown());
    one.bus.subscribe(
        BOB,
        TopicPattern.of("jobs"),
        delivery ->
            one.bus.publish(Message.from(BOB).to(ALICE).on("answers").event(Payload.text("done"))));
    for (int i = 0; i < 20; i++) {
      other.bus.publish(job("work"));
    }

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
