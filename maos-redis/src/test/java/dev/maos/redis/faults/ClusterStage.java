package dev.maos.redis.faults;

import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisCluster;

/** Three primaries with a replica each. */
final class ClusterStage implements Stage {
  private final RedisCluster cluster =
      RedisCluster.start(server -> server.appendOnly(AppendSync.EVERY_SECOND));

  @Override
  public String uri() {
    return cluster.uri() + "?timeout=1s";
  }

  RedisCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
