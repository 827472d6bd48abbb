package dev.maos.redis.agents;

import static dev.maos.redis.agents.AgentSite.OTHER;
import static dev.maos.redis.agents.AgentSite.SESSION;
import static dev.maos.redis.agents.AgentSite.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.registry.StoreChange;
import dev.maos.testkit.redis.RedisCluster;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a Cluster all of a registry is on one node, whichever of the nodes is asked. */
@Timeout(120)
class ClusterAgentsTest {
  @Test
  void twoProcessesShareARegistryAndRingOneAnother() throws Exception {
    try (var cluster = RedisCluster.start();
        var first = RedisLink.open(RedisUri.parse(cluster.uri()), TimeSource.system());
        var second = RedisLink.open(RedisUri.parse(cluster.uri()), TimeSource.system())) {
      var one = new RedisAgentStore(first);
      var other = new RedisAgentStore(second);
      var rings = new Semaphore(0);
      try (var _ = other.listen(rings::release)) {
        rings.drainPermits();
        var before = other.position();

        long ann = register(one, SESSION, "ann").incarnation();
        register(other, OTHER, "bob");

        assertThat(rings.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.changes(before, 10).changes())
            .hasSize(2)
            .first()
            .isInstanceOfSatisfying(
                StoreChange.Registered.class,
                registered -> assertThat(registered.record().incarnation()).isEqualTo(ann));
        assertThat(one.records("", 10).records()).hasSize(2);
      }
    }
  }
}
