package dev.maos.redis.link;

import static dev.maos.redis.link.Links.await;
import static dev.maos.redis.link.Links.bytes;
import static dev.maos.redis.link.Links.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.RedisCluster;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterLinkTest {
  private static final LuaFunction PUBLISH =
      Links.function("return {redis.call('SPUBLISH', keys[1], args[1])}");
  private static final byte[] CHANNEL = bytes("{maos}:wake");
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Semaphore gaps = new Semaphore(0);
  private RedisCluster cluster;
  private RedisLink link;

  @BeforeEach
  void start() {
    cluster = RedisCluster.start();
    link = Links.open(cluster.uri() + "?timeout=1s");
  }

  @AfterEach
  void stop() {
    link.close();
    cluster.close();
  }

  @Test
  void runsAndMessagesFindTheirNode() throws InterruptedException {
    assertThat(link.sharded()).isTrue();
    assertThat(Links.untilDone(link.publishing(), Links.COUNT)).containsExactly(1L);
    assertThat(await(run(link.settling(), Links.COUNT))).containsExactly(2L);

    listen();
    publish("hello");

    assertThat(next()).isEqualTo("hello");
    assertThat(heard).isEmpty();
  }

  @Test
  void itFollowsASlotThatMoves() throws InterruptedException {
    listen();
    gap();
    Links.untilDone(link.publishing(), Links.COUNT);
    int slot = cluster.slotOf("{maos}");
    var home = cluster.primaryOf(slot);
    var other = cluster.primaries().stream().filter(each -> each != home).findFirst().orElseThrow();

    cluster.moveSlot(slot, other);

    assertThat(Links.untilDone(link.publishing(), Links.COUNT)).containsExactly(2L);
    gap();
    publish("moved");
    assertThat(next()).isEqualTo("moved");
  }

  @Test
  void itFollowsAFailover() throws InterruptedException {
    listen();
    gap();
    Links.untilDone(link.publishing(), Links.COUNT);
    await(link.waitForReplicas(link.publishing(), 1, link.uri().timeout()));

    cluster.killPrimaryOf("{maos}");
    cluster.awaitHealthy();

    assertThat(Links.untilDone(link.publishing(), Links.COUNT)).containsExactly(2L);
    gap();
    publish("after");
    assertThat(next()).isEqualTo("after");
  }

  private void listen() {
    link.listen(CHANNEL, message -> heard.add(new String(message, UTF_8)), gaps::release);
  }

  private void gap() throws InterruptedException {
    assertThat(gaps.tryAcquire(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private void publish(String message) {
    Links.untilDone(() -> link.publishing().run(PUBLISH, CHANNEL, List.of(bytes(message))));
  }

  private String next() throws InterruptedException {
    return heard.poll(Links.BOUND_SECONDS, TimeUnit.SECONDS);
  }
}
