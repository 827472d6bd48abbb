package dev.maos.redis.link;

import static dev.maos.redis.link.Links.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.RedisSentinels;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SentinelLinkTest {

  @Test
  void itFollowsTheMaster() throws InterruptedException {
    try (var sentinels = RedisSentinels.start();
        var link = Links.open(sentinels.uri() + "&timeout=1s")) {
      var gaps = new Semaphore(0);
      link.listen(Links.bytes("c"), message -> {}, gaps::release);
      gaps.acquire();
      Links.untilDone(link.publishing(), Links.COUNT);
      assertThat(await(link.waitForReplicas(link.publishing(), 1, link.uri().timeout())))
          .isEqualTo(1);

      var dead = sentinels.killPrimary();
      sentinels.awaitFailover(dead);

      assertThat(Links.untilDone(link.publishing(), Links.COUNT)).containsExactly(2L);
      assertThat(gaps.tryAcquire(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void itLeavesAMasterThatBecameAReplica() {
    try (var sentinels = RedisSentinels.start();
        var link = Links.open(sentinels.uri() + "&timeout=1s")) {
      Links.untilDone(link.publishing(), Links.COUNT);
      await(link.waitForReplicas(link.publishing(), 1, link.uri().timeout()));
      var before = sentinels.primary();

      sentinels.sentinels().getFirst().command("SENTINEL", "FAILOVER", "main");
      sentinels.awaitFailover(before);

      assertThat(Links.untilDone(link.publishing(), Links.COUNT)).containsExactly(2L);
    }
  }
}
