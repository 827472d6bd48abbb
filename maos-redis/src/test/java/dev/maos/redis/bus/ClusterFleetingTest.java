package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueLimits;
import dev.maos.message.SubscriptionOptions;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisCluster;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At-most-once messages to topics over the sharded channels of a Cluster. */
@Timeout(120)
class ClusterFleetingTest {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private RedisCluster cluster;
  private MessageBus sender;

  @BeforeEach
  void start() {
    cluster = closing(RedisCluster.start());
    sender = bus();
  }

  @AfterEach
  void stop() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  /** A process of its own. */
  private MessageBus bus() {
    var time = TimeSource.system();
    var link = closing(RedisLink.open(RedisUri.parse(cluster.uri() + "?timeout=2s"), time));
    var transport = closing(RedisTransport.open(link, QueueLimits.defaults(), time));
    return closing(
        new MessageBus(transport, BusOptions.defaults(), time, MessageBus.freshRandom()));
  }

  private void subscribe(String agent, SubscriptionOptions options) {
    bus()
        .subscribe(
            AgentId.of(agent),
            TopicPattern.of("news.>"),
            options,
            delivery -> heard.add(delivery.payload().text()));
  }

  private void say(String text) {
    sender.publish(
        Message.from(AgentId.of("alice"))
            .toEveryone()
            .on("news.today")
            .guarantee(Guarantee.AT_MOST_ONCE)
            .event(Payload.text(text)));
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void theyAreHeardInOrder() {
    subscribe("bob", SubscriptionOptions.defaults());
    numbers(50).forEach(this::say);

    LibraryScene.until(() -> heard.size() == 50);
    assertThat(heard).isEqualTo(numbers(50));
  }

  @Test
  void ofAGroupOneMemberGetsEach() {
    subscribe("one", SubscriptionOptions.defaults().inGroup("team"));
    subscribe("other", SubscriptionOptions.defaults().inGroup("team"));
    numbers(50).forEach(this::say);

    LibraryScene.until(() -> heard.size() >= 50);
    assertThat(heard).containsExactlyInAnyOrderElementsOf(numbers(50));
  }

  @Test
  void theyAreHeardAgainAfterTheSlotHasMoved() {
    subscribe("bob", SubscriptionOptions.defaults());
    say("before");
    LibraryScene.until(() -> heard.contains("before"));
    int slot = cluster.slotOf("{maos}");
    var home = cluster.primaryOf(slot);
    cluster.moveSlot(
        slot, cluster.primaries().stream().filter(node -> node != home).findFirst().orElseThrow());

    LibraryScene.until(() -> {
      sayIfItCan("after");
      return heard.contains("after");
    });
    assertThat(heard.stream().filter("before"::equals)).hasSize(1);
  }

  private void sayIfItCan(String text) {
    try {
      say(text);
    } catch (RuntimeException notNow) {
      assertThat(notNow).hasMessageContaining(":");
    }
  }
}
