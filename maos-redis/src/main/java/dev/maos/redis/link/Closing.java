package dev.maos.redis.link;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.TimeUnit;

/** The end of a client: its sockets first, then its threads, without the library's quiet period. */
final class Closing {
  private static final long LONGEST_SECONDS = 2;

  private Closing() {}

  static void of(AbstractRedisClient client, ClientResources resources) {
    client.shutdown(0, LONGEST_SECONDS, TimeUnit.SECONDS);
    resources
        .shutdown(0, LONGEST_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(LONGEST_SECONDS, TimeUnit.SECONDS);
  }
}
