package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedisClusterTest {
  private static final String KEY = "{moved}:";

  @AutoClose private static final RedisCluster cluster = RedisCluster.start();

  @AfterEach
  void everybodyIsBack() {
    cluster.nodes().stream().filter(node -> !node.isAlive()).forEach(RedisServer::restart);
    cluster.awaitHealthy();
  }

  @Test
  void threePrimariesShareTheSlotsAndTheUriNamesAllNodes() {
    assertThat(cluster.primaries()).hasSize(3);
    assertThat(cluster.nodes()).hasSize(6);
    assertThat(cluster.uri()).matches("redis-cluster://(127\\.0\\.0\\.1:[0-9]+,?){6}");
    assertThat(cluster.slotOf("{a}b")).isEqualTo(cluster.slotOf("a")).isEqualTo(15_495);
  }

  @Test
  void onlyThePrimaryOfAKeyServesIt() {
    var primary = cluster.primaryOf("a");
    var other = otherThan(primary);

    assertThat(primary.command("SET", "a", "v").text()).isEqualTo("OK");
    assertThatThrownBy(() -> other.command("SET", "a", "v")).hasMessageStartingWith("MOVED 15495");
  }

  @Test
  void aReplicaTakesThePlaceOfAKilledPrimaryAndKeepsItsData() throws Exception {
    var primary = cluster.primaryOf("k");
    Replicated.set(primary, "k", "v");

    var killed = cluster.killPrimaryOf("k");
    cluster.awaitHealthy();

    assertThat(killed).isSameAs(primary);
    assertThat(cluster.primaryOf("k")).isNotSameAs(primary);
    assertThat(cluster.primaryOf("k").command("GET", "k").text()).isEqualTo("v");
  }

  @Test
  void aSlotMovesWithItsKeysWhileTheyAreUsed() throws Exception {
    int slot = cluster.slotOf(KEY);
    var source = cluster.primaryOf(slot);
    var target = otherThan(source);
    var moved = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer = threads.submit(writeUntil(moved, source, target));

      cluster.moveSlot(slot, target);
      moved.set(true);

      int written = writer.get();
      assertThat(cluster.primaryOf(slot)).isSameAs(target);
      assertThat(target.command("CLUSTER", "COUNTKEYSINSLOT", Integer.toString(slot)).number())
          .isEqualTo(written);
    }
  }

  @Test
  void aSlotThatIsWhereItShouldBeStaysThere() {
    var primary = cluster.primaryOf("stays");

    cluster.moveSlot(cluster.slotOf("stays"), primary);

    assertThat(cluster.primaryOf("stays")).isSameAs(primary);
  }

  /** Writes a new key again and again, at least 300, going where the cluster sends it. */
  private static Callable<Integer> writeUntil(
      AtomicBoolean done, RedisServer source, RedisServer target) {
    var written = new AtomicInteger();
    return () -> {
      while (!done.get() || written.get() < 300) {
        write(KEY + written.incrementAndGet(), source, target);
      }
      return written.get();
    };
  }

  private static void write(String key, RedisServer source, RedisServer target) throws Exception {
    try {
      source.command("SET", key, "v");
    } catch (ErrorReply e) {
      assertThat(e.is("ASK") || e.is("MOVED")).as(e.getMessage()).isTrue();
      try (var client = target.connect(Duration.ofSeconds(10))) {
        client.call("ASKING");
        client.call("SET", key, "v");
      }
    }
  }

  private static RedisServer otherThan(RedisServer node) {
    return cluster.primaries().stream().filter(other -> other != node).findFirst().orElseThrow();
  }
}
