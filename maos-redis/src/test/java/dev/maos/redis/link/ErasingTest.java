package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.testkit.redis.RedisCluster;
import dev.maos.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasingTest {
  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void clear() {
    server.command("FLUSHALL");
  }

  @Test
  void allOfANamespaceGoesAndNothingElse() {
    fill("shop", 2_500);
    server.command("HSET", "maos:{shop}:meta", "seq", "1");
    server.command("SET", "maos:{shop2}:meta", "of another namespace");
    server.command("SET", "maos:{sho}:meta", "of another namespace");
    server.command("SET", "other:maos:{shop}:meta", "of another program");

    long erased = erase("shop");

    assertThat(erased).isEqualTo(2_501);
    assertThat(server.command("KEYS", "*").texts())
        .containsExactlyInAnyOrder(
            "maos:{shop2}:meta", "maos:{sho}:meta", "other:maos:{shop}:meta");
  }

  @Test
  void aNamespaceThatHoldsNothingErasesNothing() {
    assertThat(erase("empty")).isZero();
  }

  @Test
  void whatIsErasedAgainGoesOnWithTheRest() {
    fill("shop", 10);
    erase("shop");
    fill("shop", 3);

    assertThat(erase("shop")).isEqualTo(3);
  }

  @Test
  void aUserWhoMayNotIsToldWhatIsMissing() {
    server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", "-unlink");
    fill("shop", 1);

    var refusal = refusal("redis://app:pw@127.0.0.1:" + server.port() + "?namespace=shop");

    assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_NOPERM);
    assertThat(refusal).hasMessageContaining("'unlink'");
    assertThat(server.command("DBSIZE").number()).isEqualTo(1);
  }

  @Test
  void nobodyThereIsUnreachable() {
    assertThat(refusal("redis://127.0.0.1:1").code()).isEqualTo(ErrorCode.REDIS_UNREACHABLE);
  }

  @Test
  void onAClusterItIsFoundOnItsNode() {
    try (var cluster = RedisCluster.start()) {
      var uri = cluster.uri() + "?namespace=shop";
      var home = cluster.primaryOf(cluster.slotOf("{shop}"));
      home.command("SET", "maos:{shop}:meta", "x");
      home.command("SET", "maos:{shop}:queues", "x");

      long erased = RedisLink.erase(RedisUri.parse(uri));

      assertThat(erased).isEqualTo(2);
      assertThat(home.command("DBSIZE").number()).isZero();
    }
  }

  private static void fill(String namespace, int keys) {
    for (int i = 0; i < keys; i++) {
      server.command("SET", "maos:{" + namespace + "}:key" + i, "x");
    }
  }

  private static long erase(String namespace) {
    return RedisLink.erase(RedisUri.parse(server.uri() + "?namespace=" + namespace));
  }

  private static LinkException refusal(String uri) {
    return catchThrowableOfType(LinkException.class, () -> RedisLink.erase(RedisUri.parse(uri)));
  }
}
