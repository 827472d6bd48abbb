package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.Durability;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.Priority;
import dev.maos.message.Receipt;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At-most-once messages to topics: heard once by each subscription, and stored nowhere. */
class FleetingTopicsTest extends LibraryScene {
  private RedisTransport sender;

  @BeforeEach
  void openSender() {
    sender = process();
  }

  private static MessageDraft draft() {
    return Message.from(ALICE).toEveryone().on("news").guarantee(Guarantee.AT_MOST_ONCE);
  }

  private static Message fleeting(String text) {
    return draft().event(Payload.text(text));
  }

  private List<Envelope> batch(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> seal(fleeting("" + i))).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  /** Drains until so many have come. */
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

  @Test
  void nothingOfThemIsLeftInRedis() {
    var bob = open(process(), reading(BOB, "news"));
    bob.comeAwayEmpty();
    var before = stored();

    var _ = sender.send(batch(0, 100));

    assertThat(stored()).isEqualTo(before);
    assertThat(drain(100, bob)).isEqualTo(numbers(0, 100));
    expectConsistency();
  }

  @Test
  void nothingOfThemIsLeftInRedisOfABatchThatHoldsOthersToo() {
    var bob = open(process(), reading(BOB, "news"));

    var _ = sender.send(List.of(seal(fleeting("heard")), seal(job("stored"))));

    assertThat(queue(bob.spec().subscription()).depth()).isZero();
    assertThat(keys().pairs("frames")).hasSize(1);
    assertThat(drain(1, bob)).containsExactly("heard");
  }

  @Test
  void whatIsSentToOneselfHasBeenHeardWhenItCountsAsSent() {
    var bob = open(sender, reading(BOB, "news"));
    for (int i = 0; i < 200; i++) {
      send(sender, fleeting("" + i));
      assertThat(texts(bob.take(10))).containsExactly("" + i);
    }
  }

  @Test
  void whatTheServerHasTakenCountsAsSentOnlyWhenItHasBeenHeardHere() {
    open(sender, reading(BOB, "news"));
    var channels = new TopicChannels(key(""));
    var calling = new Calling(new SilentLine(), channels, sender.hearing(), Duration.ofSeconds(5));

    var called = calling.call(batch(0, 1));
    assertThat(called.isDone()).isFalse();

    sender.hearing().forget(1);
    assertThat(called.isDone()).isTrue();
  }

  @Test
  void theirReceiptsPromiseNothingThatOutlivesTheMoment() {
    assertThat(sender.send(batch(0, 3)))
        .extracting(Receipt::durability)
        .containsOnly(Durability.of(Durability.Level.MEMORY));
  }

  @Test
  void whoSubscribesLateHearsFromThenOn() {
    var _ = sender.send(batch(0, 5));
    var bob = open(process(), reading(BOB, "news"));
    var _ = sender.send(batch(5, 10));

    assertThat(drain(5, bob)).isEqualTo(numbers(5, 10));
  }

  @Test
  void wildcardsHearEachTopicOnce() {
    var bob = open(process(), reading(BOB, "news.>"));
    for (int i = 0; i < 200; i++) {
      send(sender, draft().on("news.t" + i).event(Payload.text("" + i)));
    }

    assertThat(drain(200, bob)).isEqualTo(numbers(0, 200));
  }

  @Test
  void anEmptyTakeIsFollowedByABell() throws InterruptedException {
    var bob = open(process(), reading(BOB, "news"));
    bob.comeAwayEmpty();

    send(sender, fleeting("wake up"));

    assertThat(bob.rings()).isTrue();
    assertThat(drain(1, bob)).containsExactly("wake up");
  }

  @Test
  void largeMessagesAndLargeBatchesArriveWhole() {
    var bob = open(process(), reading(BOB, "news"));
    var large = "x".repeat(1 << 20);

    send(sender, fleeting(large));
    var _ = sender.send(batch(0, 2_000));

    var texts = drain(2_001, bob);
    assertThat(texts.getFirst()).isEqualTo(large);
    assertThat(texts.subList(1, 2_001)).isEqualTo(numbers(0, 2_000));
  }

  @Test
  void theOrderHoldsAcrossBatchesThatGoDifferentWays() {
    var bob = open(sender, reading(BOB, "news"));
    for (int i = 0; i < 60; i += 3) {
      var _ = sender.send(batch(i, i + 1));
      var _ = sender.send(List.of(seal(job("aside")), seal(fleeting("" + (i + 1)))));
      var _ = sender.send(batch(i + 2, i + 3));
    }

    assertThat(bob.drain()).isEqualTo(numbers(0, 60));
  }

  @Test
  void whatIsUrgentOvertakes() {
    var bob = open(sender, reading(BOB, "news"));
    var _ = sender.send(batch(0, 50));
    send(sender, draft().priority(Priority.CRITICAL).event(Payload.text("now")));

    assertThat(texts(bob.take(1))).containsExactly("now");
  }

  @Test
  void whatIsStoredIsNotHeldUpByWhatIsHeard() {
    var bob = open(sender, reading(BOB, ">"));
    var _ = sender.send(batch(0, 500));
    send(sender, job("stored"));

    assertThat(texts(bob.take(10))).contains("stored");
  }

  @Test
  void aRefusedBatchSaysNothing() {
    limits = limits.maxQueueSize(1);
    var full = process();
    var bob = open(full, reading(BOB, "news"));
    send(full, job("fills"));

    assertThatThrownBy(() -> full.send(List.of(seal(fleeting("no")), seal(job("too many")))))
        .isInstanceOf(MaosException.class);

    assertThat(bob.drain()).isEmpty();
  }

  /** It may be sent again, by whoever was refused or by the pipeline, each part by itself. */
  @Test
  void aBatchThatCannotBeStoredSaysNothing() {
    var bob = open(process(), reading(BOB, "news"));
    var parked = key("parked:" + BOBS_INBOX);
    server.command("SET", parked, "somebody's");

    assertThatThrownBy(() -> sender.send(List.of(seal(fleeting("refused")), seal(job("refused")))))
        .isInstanceOf(MaosException.class);

    server.command("DEL", parked);
    send(sender, fleeting("accepted"));
    assertThat(drain(1, bob)).containsExactly("accepted");
  }

  @Test
  void whatIsDelayedIsStored() {
    var bob = open(sender, reading(BOB, "news"));
    send(sender, draft().deliverAfter(Duration.ofSeconds(5)).event(Payload.text("later")));
    assertThat(bob.drain()).isEmpty();

    pass(Duration.ofSeconds(6));

    assertThat(bob.drain()).containsExactly("later");
    expectConsistency();
  }

  @Test
  void whatASlowReaderCannotKeepIsDroppedAndCounted() {
    limits = limits.maxQueueSize(10);
    var slow = process();
    var bob = open(slow, reading(BOB, "news"));
    var _ = sender.send(batch(0, 25));
    until(() -> stats(slow, bob.spec().subscription()).dropped() == 15);

    assertThat(stats(sender, bob.spec().subscription()).dropped()).isEqualTo(15);
    assertThat(bob.drain()).isEqualTo(numbers(15, 25));
  }

  @Test
  void whatExpiresUnreadIsCounted() {
    var bob = open(sender, reading(BOB, "news"));
    send(sender, draft().ttl(Duration.ofSeconds(5)).event(Payload.text("old")));
    send(sender, fleeting("young"));
    pass(Duration.ofSeconds(6));
    var _ = sender.sweep();

    assertThat(stats(sender, bob.spec().subscription()).expired()).isEqualTo(1);
    assertThat(bob.drain()).containsExactly("young");
  }

  @Test
  void idleMembersOfOneProcessShareThem() {
    var team = IntStream.range(0, 4).mapToObj(i -> open(sender, member("m" + i))).toList();
    team.forEach(Ringing::comeAwayEmpty);

    var _ = sender.send(batch(0, 4));

    assertThat(team).allSatisfy(one -> assertThat(one.take(100)).hasSize(1));
  }

  @Test
  void aLostAnswerIsUnknownAndNothingIsSaidTwice() {
    var bob = open(process(), reading(BOB, "news"));
    var proxy = closing(FaultProxy.inFrontOf(server.port()));
    var unsure = process(through(proxy));
    proxy.closeAfterRequest("PUBLISH", 1, Ending.RESET);

    assertThatThrownBy(() -> unsure.send(batch(0, 1)))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));

    send(sender, fleeting("end"));
    until(() -> bob.inbox().backlog() >= 2);
    assertThat(bob.drain()).containsExactly("0", "end");
  }

  @Test
  void aConnectionThatIsCutDoublesNothingAndHearsAgain() {
    var proxy = closing(FaultProxy.inFrontOf(server.port()));
    var process = process(through(proxy));
    var bob = open(process, reading(BOB, "news"));
    var heard = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      send(sender, fleeting("" + i));
      if (i % 10 == 5) {
        proxy.cutWithReset();
      }
    }
    until(() -> {
      send(sender, fleeting("again"));
      heard.addAll(drainIfItCan(bob));
      return heard.contains("again");
    });

    var before = heard.stream().filter(text -> !text.equals("again")).toList();
    assertThat(before).doesNotHaveDuplicates();
    assertThat(before.stream().map(Integer::valueOf).toList()).isSorted();
    expectConsistency();
  }

  private static List<String> drainIfItCan(Ringing reader) {
    try {
      return reader.drain();
    } catch (MaosException notNow) {
      return List.of();
    }
  }

  private RedisLink through(FaultProxy proxy) {
    var uri = RedisUri.parse(proxy.uri() + "?namespace=" + NAMESPACE + "&timeout=5s");
    return closing(RedisLink.open(uri, TimeSource.system()));
  }
}
