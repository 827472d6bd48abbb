package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.BusOptions;
import dev.maos.message.Durability;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueLimits;
import dev.maos.message.Receipt;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.Recorder;
import dev.maos.testkit.redis.RedisServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that comes back with less than it had answered, and replicas that have it all. */
@Timeout(60)
class LostMemoryTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");

  @Test
  void whatARestartedServerHasLostIsSentAgain() {
    try (var server = RedisServer.start();
        var link = open(server, "");
        var transport = open(link);
        var bus = bus(transport)) {
      for (int i = 0; i < 20; i++) {
        bus.publish(job(i));
      }
      server.kill();
      server.restart();
      bus.publish(job(20));

      var bob = new Recorder();
      bus.subscribe(BOB, TopicPattern.of(">"), bob);

      bob.awaitFinished(21);
      assertThat(bob.texts())
          .containsExactlyElementsOf(IntStream.rangeClosed(0, 20).mapToObj(i -> "" + i).toList());
      assertThat(transport.forgottenCommands()).isPositive();
    }
  }

  @Test
  void aReceiptTellsHowManyReplicasHaveIt() {
    try (var server = RedisServer.start();
        var replica = RedisServer.with().replicaOf(server).start()) {
      assertThat(replica.isAlive()).isTrue();
      try (var link = open(server, "&replicas=1");
          var transport = open(link);
          var bus = bus(transport)) {
        var replicated = publishUntil(bus, Durability.replicated(1));
        replica.kill();
        var alone = bus.publish(job(1));

        assertThat(replicated.durability()).isEqualTo(Durability.replicated(1));
        assertThat(alone.durability()).isEqualTo(transport.durability());
      }
    }
  }

  @Test
  void aBatchWithAnAtMostOnceMessageWaitsForReplicasToo() {
    try (var server = RedisServer.start();
        var replica = RedisServer.with().replicaOf(server).start();
        var link = open(server, "&replicas=1");
        var transport = open(link);
        var bus = bus(transport)) {
      assertThat(replica.isAlive()).isTrue();
      var _ = publishUntil(bus, Durability.replicated(1));

      var fleeting = Message.from(ALICE).to(BOB).on("jobs").guarantee(Guarantee.AT_MOST_ONCE);
      var receipts = bus.publishAll(List.of(job(1), fleeting.heartbeat(), job(2)));

      assertThat(receipts).extracting(Receipt::durability).containsOnly(Durability.replicated(1));
    }
  }

  /** A replica that has just been started may not follow yet. */
  private static Receipt publishUntil(MessageBus bus, Durability wanted) {
    var receipt = bus.publish(job(0));
    for (int i = 0; i < 100 && !receipt.durability().equals(wanted); i++) {
      receipt = bus.publish(job(0));
    }
    return receipt;
  }

  private static Message job(int number) {
    return Message.from(ALICE).to(BOB).on("jobs").command(Payload.text("" + number));
  }

  private static RedisLink open(RedisServer server, String options) {
    var uri = RedisUri.parse(server.uri() + "?timeout=1s" + options);
    return RedisLink.open(uri, TimeSource.system());
  }

  private static RedisTransport open(RedisLink link) {
    return RedisTransport.open(link, QueueLimits.defaults(), TimeSource.system());
  }

  private static MessageBus bus(RedisTransport transport) {
    return new MessageBus(
        transport, BusOptions.defaults(), TimeSource.system(), MessageBus.freshRandom());
  }
}
