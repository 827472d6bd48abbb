package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.InboxSpec;
import dev.maos.message.Message;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A subscription that several processes read: each at-most-once message goes to one of them. */
class EarsTest extends LibraryScene {
  private RedisTransport sender;

  @BeforeEach
  void openSender() {
    sender = process();
  }

  private Envelope fleeting(String text) {
    return seal(
        Message.from(ALICE)
            .toEveryone()
            .on("news")
            .guarantee(Guarantee.AT_MOST_ONCE)
            .event(Payload.text(text)));
  }

  private void say(int from, int to) {
    for (int i = from; i < to; i++) {
      var _ = sender.send(List.of(fleeting("" + i)));
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static List<String> drain(int count, Ringing... readers) {
    var texts = new ArrayList<String>();
    until(() -> {
      for (var reader : readers) {
        texts.addAll(reader.drain());
      }
      return texts.size() >= count;
    });
    return texts;
  }

  private StoredQueue subscription(InboxSpec spec) {
    return queue(spec.subscription());
  }

  @Test
  void ofTwoProcessesOneGetsEachMessage() {
    var one = open(process(), member("one"));
    var other = open(process(), member("other"));
    say(0, 50);

    assertThat(drain(50, one, other)).containsExactlyInAnyOrderElementsOf(numbers(0, 50));
    assertThat(drain(0, one, other)).isEmpty();
    expectConsistency();
  }

  /** They are the first of their process on that topic. */
  @RepeatedTest(5)
  void severalWhoOpenTheSameAtOnceAllHear() throws Exception {
    var process = process();
    var together = new CyclicBarrier(4);
    var opening = new ArrayList<FutureTask<Ringing>>();
    for (int i = 0; i < 4; i++) {
      var spec = reading(AgentId.of("agent-" + i), "news");
      var task =
          new FutureTask<>(() -> {
            together.await();
            return Ringing.open(process, spec);
          });
      opening.add(task);
      Thread.ofVirtual().start(task);
    }
    var readers = new ArrayList<Ringing>();
    for (var task : opening) {
      readers.add(closing(task.get()));
    }
    say(0, 1);

    for (var reader : readers) {
      assertThat(drain(1, reader)).containsExactly("0");
    }
  }

  @Test
  void idleMembersOfTwoProcessesShareThem() {
    var one = open(process(), member("one"));
    var other = open(process(), member("other"));
    one.comeAwayEmpty();
    other.comeAwayEmpty();
    var _ = sender.send(List.of(fleeting("a"), fleeting("b")));
    until(() -> subscription(one.spec()).depth() == 2);

    assertThat(one.take(10)).hasSize(1);
    assertThat(other.take(10)).hasSize(1);
  }

  @Test
  void whatTheEarKeptBeforeOthersCameIsNotLost() {
    var first = process();
    var one = open(first, member("one"));
    say(0, 10);
    until(() -> one.inbox().backlog() == 10);
    var other = open(process(), member("other"));
    say(10, 20);

    assertThat(drain(20, one, other)).containsExactlyInAnyOrderElementsOf(numbers(0, 20));
  }

  @Test
  void whoRemainsKeepsAgainInOrderWhatItHears() {
    var one = open(process(), member("one"));
    var other = open(process(), member("other"));
    say(0, 10);
    until(() -> subscription(one.spec()).depth() == 10);
    other.close();
    say(10, 20);

    assertThat(drain(20, one)).isEqualTo(numbers(0, 20));
    assertThat(subscription(one.spec()).keeps()).isTrue();
    expectConsistency();
  }

  @Test
  void whoTakesOverHearsFromThenOn() {
    var first = process();
    var one = open(first, member("one"));
    var other = open(process(), member("other"));
    one.close();
    say(0, 10);

    assertThat(drain(10, other)).isEqualTo(numbers(0, 10));
    expectConsistency();
  }

  @Test
  void anEarThatDiedIsReplacedByAnother() {
    var link = link();
    var first = process(link);
    var _ = Ringing.open(first, member("one"));
    var other = open(process(), member("other"));
    die(first, link);

    // Long before it is taken for gone.
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofSeconds(1));
    }
    until(() -> subscription(other.spec()).ear().equals(earOf(other)));
    say(0, 10);

    assertThat(drain(10, other)).containsExactlyInAnyOrderElementsOf(numbers(0, 10));
  }

  /** The process of the only reader that is not of the dead one. */
  private String earOf(Ringing alive) {
    return subscription(alive.spec()).shelves().stream()
        .flatMap(shelf -> shelf.readers().stream())
        .map(StoredQueue.Reader::process)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void anEarThatWasDeafDealsWithNothingThatIsAnothersMeanwhile() {
    var proxy = closing(FaultProxy.inFrontOf(server.port()));
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=5s");
    var first = process(closing(RedisLink.open(uri, TimeSource.system())));
    var one = open(first, member("one"));
    var other = open(process(), member("other"));
    var heard = new ArrayList<String>();
    for (int round = 0; round < 6; round++) {
      proxy.cutWithReset();
      say(10 * round, 10 * round + 10);
      pass(Duration.ofMillis(1_100));
    }
    until(() -> {
      var _ = sender.send(List.of(fleeting("again")));
      heard.addAll(other.drain());
      try {
        heard.addAll(one.drain());
      } catch (RuntimeException notNow) {
        return false;
      }
      return heard.contains("again");
    });

    assertThat(heard.stream().filter(text -> !text.equals("again"))).doesNotHaveDuplicates();
    expectConsistency();
  }

  @Test
  void aFullQueueRefusesWhatIsPassedOn() {
    limits = limits.maxQueueSize(5);
    var one = open(process(), member("one"));
    var other = open(process(), member("other"));
    say(0, 8);
    // What an ear gave up by itself it tells from time to time.
    until(() -> {
      pass(Duration.ofMillis(500));
      return stats(sender, one.spec().subscription()).dropped() == 3;
    });

    assertThat(drain(5, one, other)).hasSize(5).doesNotHaveDuplicates();
    expectConsistency();
  }
}
