package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeyTypesTest {
  private static RedisServer server;
  private static RedisLink link;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    link = Links.open(server);
  }

  @AfterAll
  static void stop() {
    link.close();
    server.close();
  }

  @Test
  void keysThatAreMissingOrOfTheRightTypeAreNoConflict() {
    server.command("HSET", "maos:{good}:queues", "name", "state");
    server.command("ZADD", "maos:{good}:due", "1", "entry");

    assertThat(link.conflictingKey("maos:{good}:")).isEmpty();
  }

  @Test
  void aHashThatIsSomethingElseIsNamed() {
    server.command("SET", "maos:{a}:queues", "somebody's");

    assertThat(link.conflictingKey("maos:{a}:"))
        .hasValueSatisfying(words ->
            assertThat(words)
                .contains("maos:{a}:queues is a string")
                .contains("expected a hash")
                .contains("DEL maos:{a}:queues"));
  }

  @Test
  void aSortedSetThatIsSomethingElseIsNamed() {
    server.command("RPUSH", "maos:{b}:leases", "somebody's");

    assertThat(link.conflictingKey("maos:{b}:"))
        .hasValueSatisfying(words ->
            assertThat(words).contains("maos:{b}:leases is a list").contains("expected a zset"));
  }
}
