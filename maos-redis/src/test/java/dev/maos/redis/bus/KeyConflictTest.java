package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueLimits;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisServer;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key of ours that another program has taken. */
class KeyConflictTest {
  private static final String PREFIX = "maos:{shop}:";
  private static final Message MESSAGE =
      Message.from(AgentId.of("alice"))
          .to(AgentId.of("bob"))
          .on("jobs")
          .command(Payload.text("work"));
  private static final Message NEWS =
      Message.from(AgentId.of("alice")).toEveryone().on("news").event(Payload.text("it rains"));

  private final RedisServer server = RedisServer.start();
  private RedisLink link;
  private RedisTransport transport;
  private MessageBus bus;

  @BeforeEach
  void open() {
    var uri = RedisUri.parse(server.uri() + "?namespace=shop");
    link = RedisLink.open(uri, TimeSource.system());
    transport = RedisTransport.open(link, QueueLimits.defaults(), TimeSource.system());
    bus =
        new MessageBus(
            transport, BusOptions.defaults(), TimeSource.system(), MessageBus.freshRandom());
  }

  @AfterEach
  void close() {
    bus.close();
    transport.close();
    link.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queues", "meta", "frames"})
  void theKeyIsNamedAndNothingElseIsChanged(String name) {
    expectRefusal(name, MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"queues", "meta", "frames", "topics"})
  void anEventNeedsMoreKeysAndChangesNothingEither(String name) {
    expectRefusal(name, NEWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"large", "refs", "grants"})
  void aMessageToAnAgentIsStoredWhoeverHasTheKeysThatItDoesNotNeed(String name) {
    server.command("SET", PREFIX + name, "somebody's");

    var receipt = bus.publish(MESSAGE);

    assertThat(receipt.duplicate()).isFalse();
    assertThat(server.command("HLEN", PREFIX + "frames").number()).isEqualTo(1);
  }

  private void expectRefusal(String name, Message message) {
    server.command("DEL", PREFIX + name);
    server.command("SET", PREFIX + name, "somebody's");
    var before = everythingStored();

    var refusal = catchThrowableOfType(MaosException.class, () -> bus.publish(message));

    assertThat(refusal.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT);
    assertThat(refusal)
        .hasMessageContaining("key " + PREFIX + name + " is a string")
        .hasMessageContaining("expected a hash")
        .hasMessageContaining("DEL " + PREFIX + name);
    assertThat(everythingStored()).isEqualTo(before);
  }

  @Test
  void whenTheKeyIsGoneItWorksAgain() {
    server.command("SET", PREFIX + "queues", "somebody's");
    var _ = catchThrowableOfType(MaosException.class, () -> bus.publish(MESSAGE));

    server.command("DEL", PREFIX + "queues");
    var id = bus.publish(MESSAGE);

    assertThat(id).isNotNull();
    assertThat(transport.queues())
        .singleElement()
        .satisfies(queue -> assertThat(queue.ready()).isEqualTo(1));
  }

  /** All keys and what they hold; what every process writes about itself aside. */
  private Map<String, String> everythingStored() {
    var all = new TreeMap<String, String>();
    for (var key : server.command("KEYS", "*").texts()) {
      if (!key.contains(":session:") && !key.endsWith(":processes")) {
        all.put(key, HexFormat.of().formatHex(server.command("DUMP", key).bytes()));
      }
    }
    return all;
  }
}
