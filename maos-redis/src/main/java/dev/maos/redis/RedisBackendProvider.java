package dev.maos.redis;

import dev.maos.backend.Backend;
import dev.maos.backend.BackendProvider;
import dev.maos.backend.Finding;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Opens {@code redis:}, {@code rediss:}, {@code redis-sentinel:} and {@code redis-cluster:}. */
public final class RedisBackendProvider implements BackendProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("redis", "rediss", "redis-sentinel", "redis-cluster");
  }

  @Override
  public Backend open(URI uri, QueueLimits limits, TimeSource time) {
    return RedisBackend.open(RedisUri.parse(uri), limits, time);
  }

  @Override
  public List<Finding> examine(URI uri, TimeSource time) {
    return RedisLink.examine(RedisUri.parse(uri), time);
  }

  @Override
  public long erase(URI uri, TimeSource time) {
    return RedisLink.erase(RedisUri.parse(uri));
  }
}
