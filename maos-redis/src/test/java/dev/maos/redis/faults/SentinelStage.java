package dev.maos.redis.faults;

import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisSentinels;

/** A primary and a replica under three Sentinels; a publish counts when both have it. */
final class SentinelStage implements Stage {
  private final RedisSentinels servers =
      RedisSentinels.start(1, server -> server.appendOnly(AppendSync.EVERY_SECOND));

  @Override
  public String uri() {
    return servers.uri() + "&timeout=1s&replicas=1";
  }

  RedisSentinels servers() {
    return servers;
  }

  @Override
  public void close() {
    servers.close();
  }
}
